package io.github.leanixruns.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.http.RefusedHostException;
import io.github.leanixruns.leanix.AnswerOrigin;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.RateLimitedException;
import io.github.leanixruns.leanix.ResultsNotReadyException;
import io.github.leanixruns.leanix.StorageRefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * The kinds of failures that can stop a step, and when a person has to act.
 *
 * <p>The order matters: the first kind that matches is taken.
 */
public enum FailureKind {
  HOOK(Attention.AT_ONCE, contains(HookFailedException.class)),
  QUEUE(Attention.AT_ONCE, FailureKind::isFromBroker),
  /** Another node may have the file that this one needs. */
  MISSING_FILE(Attention.AT_ONCE, contains(MissingFileException.class)),
  /** The ledger does not work; nothing can be recorded about the run. */
  LEDGER(Attention.AT_ONCE, contains(SQLException.class)),
  API_TOKEN(Attention.AT_ONCE, contains(ApiTokenRefusedException.class)),
  RATE_LIMITED(
      Attention.AFTER_RUN_TIMEOUT,
      answered(status -> status == 429).or(contains(RateLimitedException.class))),
  UNAUTHORIZED(Attention.AT_ONCE, answer(AnswerOrigin::isUnauthorized)),
  PROXY(
      Attention.AT_ONCE,
      answered(status -> status == 407).or(contains(ProxyRefusedException.class))),
  REDIRECTED(Attention.AT_ONCE, answered(status -> status >= 300 && status < 400)),
  /** LeanIX itself refuses a request. */
  REFUSED(Attention.AT_ONCE, answer(AnswerOrigin::isRefusal)),
  /** A server between this program and LeanIX refuses a request. */
  INTERMEDIARY(Attention.AFTER_TWO_MINUTES, answer(AnswerOrigin::isIntermediary)),
  /** An answer with another status. */
  SERVER_ERROR(Attention.AFTER_RUN_TIMEOUT, answer(answer -> true)),
  INVALID_ANSWER(
      Attention.AFTER_RUN_TIMEOUT,
      contains(InvalidAnswerException.class, JsonProcessingException.class)),
  /** LeanIX has finished the run, and does not have its results yet. */
  NO_RESULTS(Attention.AFTER_RESULTS_TIMEOUT, contains(ResultsNotReadyException.class)),
  STORAGE(Attention.AFTER_RUN_TIMEOUT, contains(StorageRefusedException.class)),
  /** LeanIX returned a storage address that is not used. */
  STORAGE_HOST(Attention.AT_ONCE, contains(RefusedHostException.class)),
  TIMED_OUT(Attention.AFTER_RUN_TIMEOUT, contains(SocketTimeoutException.class)),
  CERTIFICATE(
      Attention.AT_ONCE, contains(CertificateException.class, SSLPeerUnverifiedException.class)),
  DISK(Attention.AT_ONCE, FailureKind::isFromDisk),
  UNKNOWN_HOST(Attention.AFTER_TWO_MINUTES, contains(UnknownHostException.class)),
  UNREACHABLE(Attention.AFTER_RUN_TIMEOUT, contains(IOException.class)),
  /** An error in this program. */
  PROGRAM(Attention.AT_ONCE, failure -> true);

  /** When a person has to act, counted from the first failure of the step. */
  public enum Attention {
    /** The run can only continue after a person has acted. */
    AT_ONCE,
    AFTER_TWO_MINUTES,
    AFTER_RESULTS_TIMEOUT,
    AFTER_RUN_TIMEOUT
  }

  // by name: applications that only use the kamelets do not have JMS
  private static final Set<String> BROKER_EXCEPTIONS =
      Set.of("jakarta.jms.JMSException", "org.springframework.jms.JmsException");
  private static final int MAX_CAUSES = 20;

  private final Attention attention;
  private final Predicate<Throwable> matches;

  FailureKind(Attention attention, Predicate<Throwable> matches) {
    this.attention = attention;
    this.matches = matches;
  }

  /** Returns the kind of a failure. */
  public static FailureKind of(Throwable failure) {
    return Arrays.stream(values())
        .filter(kind -> kind.matches.test(failure))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the kind with a label that {@link #label()} returned. */
  public static FailureKind ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns the name in the ledger and the metrics, for example {@code rate_limited}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns when a person has to act. */
  public Attention attention() {
    return attention;
  }

  /** Tells whether LeanIX did not answer as it should, so that its next answer is news. */
  boolean isOutage() {
    return !Set.of(
            HOOK, QUEUE, MISSING_FILE, LEDGER, DISK, API_TOKEN, REFUSED, STORAGE_HOST, PROGRAM)
        .contains(this);
  }

  private static Predicate<Throwable> answered(Predicate<Integer> status) {
    return answer(answer -> status.test(answer.getStatusCode()));
  }

  private static Predicate<Throwable> answer(Predicate<HttpOperationFailedException> matches) {
    return failure ->
        failure instanceof HttpOperationFailedException answer && matches.test(answer);
  }

  private static Predicate<Throwable> contains(Class<?>... types) {
    return failure ->
        chain(failure).anyMatch(link -> Stream.of(types).anyMatch(type -> type.isInstance(link)));
  }

  private static boolean isFromBroker(Throwable failure) {
    return chain(failure)
        .flatMap(link -> superclasses(link.getClass()))
        .anyMatch(type -> BROKER_EXCEPTIONS.contains(type.getName()));
  }

  private static Stream<Class<?>> superclasses(Class<?> type) {
    return Stream.<Class<?>>iterate(type, link -> link != null, Class::getSuperclass);
  }

  /**
   * The network throws subclasses of IOException; a full disk throws the class itself, and Camel's
   * file component wraps either.
   */
  private static boolean isFromDisk(Throwable failure) {
    List<Throwable> links = chain(failure).toList();
    Throwable root = links.get(links.size() - 1);
    return root instanceof FileSystemException
        || root instanceof FileNotFoundException
        || root instanceof GenericFileOperationFailedException
        || root.getClass() == IOException.class;
  }

  /** Returns a failure and its causes, the deepest last. */
  public static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, link -> link != null, Throwable::getCause).limit(MAX_CAUSES);
  }
}
