package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.EOFException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Describes answers that did not arrive as a whole, and what to do. */
final class BrokenAnswerMessages {

  private static final String ADVICE =
      ". If this lasts, check the network and the proxies between this machine and LeanIX";

  private BrokenAnswerMessages() {}

  /**
   * Returns the message if an answer was cut off.
   *
   * @param cause the deepest cause of the failure
   */
  static Optional<String> of(Throwable cause) {
    if (cause instanceof NoHttpResponseException) {
      return Optional.of("The connection was closed before the answer" + ADVICE);
    }
    if (cause instanceof ZipException) {
      return Optional.of("The answer is damaged: " + cause.getMessage() + ADVICE);
    }
    return Stream.of(
                ConnectionClosedException.class,
                MalformedChunkCodingException.class,
                EOFException.class,
                JsonEOFException.class)
            .anyMatch(type -> type.isInstance(cause))
        ? Optional.of("The answer was cut off" + ADVICE)
        : Optional.empty();
  }
}
