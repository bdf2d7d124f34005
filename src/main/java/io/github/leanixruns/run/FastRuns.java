package io.github.leanixruns.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.FastAnswer;
import io.github.leanixruns.leanix.InvalidAnswerException;
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
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Decides what is known of fast runs, of which LeanIX keeps no record: the answer is in the work
 * folder, or nobody knows.
 */
public final class FastRuns {

  // answered before anything is done with the request
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
          SSLHandshakeException.class,
          SSLPeerUnverifiedException.class,
          UnknownHostException.class);

  private final WorkFolder workFolder;
  private final Answers answers;

  public FastRuns(WorkFolder workFolder, Answers answers) {
    this.workFolder = workFolder;
    this.answers = answers;
  }

  /** Returns the name under which the answer is kept in the work folder. */
  public String answerName(@Variable("run") Map<String, Object> run) {
    return answer(run).getFileName().toString();
  }

  /** Tells whether LeanIX has answered, and the answer is kept. */
  public boolean isAnswered(@Variable("run") Map<String, Object> run) {
    return Files.exists(answer(run));
  }

  /** Tells whether the LDIF of a fast run may have been sent, and no answer is kept. */
  public boolean isUnderWay(@Variable("run") Map<String, Object> run) {
    return run != null
        && "STARTED".equals(run.get("stage"))
        && run.get("run_id") == null
        && !isAnswered(run);
  }

  /**
   * Tells whether a failure means that LeanIX did not begin to run the LDIF.
   *
   * @param bearer with what access the LDIF was sent, or null where there was none to be had
   */
  public boolean isSurelyNotRun(
      @ExchangeException Exception failure, @Variable("bearer") String bearer) {
    if (bearer == null) {
      return true;
    }
    if (failure instanceof HttpOperationFailedException answer) {
      // who redirects has not run it
      return answer.isRedirectError() || NOT_RUN.contains(answer.getStatusCode());
    }
    return FailureKind.chain(failure).anyMatch(FastRuns::isBeforeTheRequest);
  }

  private static boolean isBeforeTheRequest(Throwable failure) {
    return BEFORE_THE_REQUEST.stream().anyMatch(kind -> kind.isInstance(failure));
  }

  /** Tells whether LeanIX refuses the LDIF for good. */
  public boolean isRefused(@ExchangeException Exception failure) {
    return failure instanceof HttpOperationFailedException answer && answers.isRefusal(answer);
  }

  /** Returns the status in the answer, or null where it is none of LeanIX's. */
  public String status(@Variable("run") Map<String, Object> run) throws IOException {
    try {
      return read(run).status();
    } catch (InvalidAnswerException e) {
      return null;
    }
  }

  public Warnings warnings(@Variable("run") Map<String, Object> run) throws IOException {
    return read(run).warnings();
  }

  /** Returns the statistics as LeanIX gave them, or null. */
  public JsonNode statistics(@Variable("run") Map<String, Object> run) throws IOException {
    return read(run).statistics();
  }

  /** Returns the results as a stream, or null where nothing came out. */
  public InputStream results(@Variable("run") Map<String, Object> run) throws IOException {
    return read(run).results();
  }

  private FastAnswer read(Map<String, Object> run) throws IOException {
    return FastAnswer.in(answer(run));
  }

  private Path answer(Map<String, Object> run) {
    return workFolder.answerFileOf((String) run.get("id"));
  }
}
