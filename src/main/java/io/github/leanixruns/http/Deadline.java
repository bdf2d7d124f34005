package io.github.leanixruns.http;

import java.net.SocketTimeoutException;
import org.apache.hc.core5.util.Timeout;

/**
 * Limits the time in which one side waits for the other: twice the time-out, and more for each
 * byte.
 */
final class Deadline {

  private static final long NANOS_PER_BYTE = 100_000;

  private final Timeout timeout;
  private final String failure;
  private long waited;
  private long allowed;

  /**
   * @param failure begins the message of the exception
   */
  Deadline(Timeout timeout, String failure) {
    this.timeout = timeout;
    this.failure = failure;
    this.allowed = timeout.isEnabled() ? 2 * timeout.toNanoseconds() : Long.MAX_VALUE / 2;
  }

  Timeout timeout() {
    return timeout;
  }

  /** Adds the time of a read or write. */
  void add(long nanos, int bytes) throws SocketTimeoutException {
    waited += nanos;
    allowed += Math.max(0, bytes) * NANOS_PER_BYTE;
    if (waited > allowed) {
      throw new SocketTimeoutException(
          failure
              + " after twice the time-out of "
              + timeout.toSeconds()
              + " s, with less than 10 kB/s");
    }
  }
}
