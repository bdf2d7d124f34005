package io.github.leanixruns.leanix;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Reads {@code Retry-After} headers (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  /** The longest time that is waited. */
  public static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  /** Returns the time to wait, at most a day, or nothing if there is no such header. */
  public static Optional<Duration> of(Exception failure, Clock clock) {
    if (failure instanceof RateLimitedException limited) {
      return Optional.of(bounded(limited.remaining()));
    }
    return failure instanceof HttpOperationFailedException answer
        ? parse(AnswerOrigin.header(answer, "Retry-After").trim(), clock.instant())
        : Optional.empty();
  }

  static Optional<Duration> parse(String value, Instant now) {
    if (value.matches("\\d+")) {
      return Optional.of(
          value.length() > 9 ? MAX : bounded(Duration.ofSeconds(Long.parseLong(value))));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(now, date)));
    } catch (DateTimeException e) {
      return Optional.empty(); // in neither format: ignored
    }
  }

  private static Duration bounded(Duration duration) {
    if (duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.compareTo(MAX) > 0 ? MAX : duration;
  }
}
