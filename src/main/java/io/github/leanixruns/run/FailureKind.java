package io.github.leanixruns.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.StorageRefusedException;
import io.github.leanixruns.leanix.TokenRateLimitedException;
import jakarta.jms.JMSException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.jms.JmsException;

/**
 * Says what kind of trouble keeps a run from going on, and whether it passes by itself or needs a
 * person.
 *
 * <p>The order decides: the first kind that fits a failure is its kind.
 */
public enum FailureKind {
  HOOK(true, only(HookFailedException.class)),
  QUEUE(true, only(JMSException.class, JmsException.class)),
  API_TOKEN(true, only(ApiTokenRefusedException.class)),
  RATE_LIMITED(false, answered(status -> status == 429).or(only(TokenRateLimitedException.class))),
  UNAUTHORIZED(true, answered(status -> status == 401)),
  PROXY(true, only(ProxyRefusedException.class)),
  REDIRECTED(true, answered(status -> status >= 300 && status < 400)),
  SERVER_ERROR(false, answered(status -> true)),
  INVALID_ANSWER(false, only(InvalidAnswerException.class, JsonProcessingException.class)),
  STORAGE(false, only(StorageRefusedException.class)),
  TIMED_OUT(false, only(SocketTimeoutException.class)),
  CERTIFICATE(true, only(CertificateException.class, SSLPeerUnverifiedException.class)),
  DISK(true, FailureKind::isOfDisk),
  UNREACHABLE(false, failure -> true);

  private final boolean needsPerson;
  private final Predicate<Throwable> fits;

  FailureKind(boolean needsPerson, Predicate<Throwable> fits) {
    this.needsPerson = needsPerson;
    this.fits = fits;
  }

  /** Returns the kind of trouble that a failure is. */
  public static FailureKind of(Throwable failure) {
    return Arrays.stream(values())
        .filter(cause -> cause.fits.test(failure))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the kind of this name, as the ledger and the metrics write it. */
  public static FailureKind ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns the name for the ledger and the metrics, for example {@code rate_limited}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether nothing goes on until somebody has done something about it. */
  public boolean needsPerson() {
    return needsPerson;
  }

  private static Predicate<Throwable> answered(Predicate<Integer> status) {
    return failure ->
        failure instanceof HttpOperationFailedException answer
            && status.test(answer.getStatusCode());
  }

  private static Predicate<Throwable> only(Class<?>... kinds) {
    return failure ->
        chain(failure).anyMatch(link -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(link)));
  }

  /**
   * The network throws subclasses of IOException; a full disk throws the bare class, and Camel's
   * file component wraps either.
   */
  private static boolean isOfDisk(Throwable failure) {
    List<Throwable> links = chain(failure).toList();
    Throwable root = links.get(links.size() - 1);
    return root instanceof FileSystemException
        || root instanceof FileNotFoundException
        || root instanceof GenericFileOperationFailedException
        || root.getClass() == IOException.class;
  }

  /** Returns a failure and its causes, the deepest last. */
  static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, link -> link != null, Throwable::getCause).limit(20);
  }
}
