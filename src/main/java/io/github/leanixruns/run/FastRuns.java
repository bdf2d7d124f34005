package io.github.leanixruns.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.AnswerOrigin;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.FastAnswer;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.RateLimitedException;
import io.github.leanixruns.leanix.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Decides what is known about fast runs. LeanIX keeps no record of them, so the answer is kept in
 * the work folder.
 */
public final class FastRuns {

  // LeanIX answers these before it executes a request
  private static final Set<Integer> NOT_RUN = Set.of(401, 425, 429, 503);
  private static final List<Class<?>> BEFORE_THE_REQUEST =
      List.of(
          ApiTokenRefusedException.class,
          CertificateException.class,
          ConnectException.class,
          ConnectTimeoutException.class,
          ConnectionRequestTimeoutException.class,
          NoRouteToHostException.class,
          ProxyRefusedException.class,
          RateLimitedException.class,
          SSLHandshakeException.class,
          SSLPeerUnverifiedException.class,
          UnknownHostException.class);

  private final WorkFolder workFolder;
  private final LedgerFiles ledgerFiles;

  public FastRuns(WorkFolder workFolder, LedgerFiles ledgerFiles) {
    this.workFolder = workFolder;
    this.ledgerFiles = ledgerFiles;
  }

  /** Tells whether a run is, or is to be, sent as a fast run. */
  public boolean isFor(@Variable("run") Run run, @Variable("channel") Channel channel) {
    return run.isFast() || channel.fast() && "RECEIVED".equals(run.stage());
  }

  /** Returns the name of the answer's file in the work folder. */
  public String answerName(@Variable("run") Run run) {
    return answer(run).getFileName().toString();
  }

  /** Tells whether LeanIX has answered. */
  public boolean isAnswered(@Variable("run") Run run) throws IOException {
    return ledgerFiles.isPresent(run, LedgerFiles.ANSWER, answer(run));
  }

  /** Tells whether the LDIF may have been sent as a fast run, and there is no answer. */
  boolean isUnanswered(Run run) {
    return run.isFast() && Files.notExists(answer(run));
  }

  /**
   * Tells whether a failure proves that LeanIX did not execute the LDIF.
   *
   * @param bearer the access token that the LDIF was sent with, or null if there was none
   */
  boolean isSurelyNotRun(Exception failure, String bearer) {
    if (bearer == null) {
      return true;
    }
    if (failure instanceof HttpOperationFailedException answer) {
      // a server that redirects or refuses the request has not passed it on
      return answer.isRedirectError()
          || AnswerOrigin.isIntermediary(answer)
          || NOT_RUN.contains(answer.getStatusCode());
    }
    return FailureKind.chain(failure).anyMatch(FastRuns::isBeforeTheRequest);
  }

  private static boolean isBeforeTheRequest(Throwable failure) {
    return BEFORE_THE_REQUEST.stream().anyMatch(kind -> kind.isInstance(failure));
  }

  /** Returns the status in the answer, or null if the answer is not one of LeanIX. */
  public String status(@Variable("run") Run run) throws IOException {
    try {
      FastAnswer answer = read(run);
      answer.requireValidResults();
      return answer.status();
    } catch (InvalidAnswerException e) {
      return null;
    }
  }

  /** Returns the warnings in the answer. */
  public Warnings warnings(@Variable("run") Run run) throws IOException {
    return read(run).warnings();
  }

  /** Returns the statistics, unchanged, or null. */
  public JsonNode statistics(@Variable("run") Run run) throws IOException {
    return read(run).statistics();
  }

  /** Returns the results as a stream, or null if there are no results. */
  public InputStream results(@Variable("run") Run run) throws IOException {
    return read(run).results();
  }

  private FastAnswer read(Run run) throws IOException {
    if (!isAnswered(run)) {
      throw new MissingFileException(
          "The answer of LeanIX to the fast run is not in the work folder of this node. Start the node that has it");
    }
    return FastAnswer.in(answer(run));
  }

  private Path answer(Run run) {
    return workFolder.answerFileOf(run.id());
  }
}
