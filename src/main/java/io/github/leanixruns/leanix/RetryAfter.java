package io.github.leanixruns.leanix;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code Retry-After} headers (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  private static final Logger LOG = LoggerFactory.getLogger("leanix-api");
  private static final Duration MAX = Duration.ofHours(1);
  private static final AtomicReference<String> LAST_SAID = new AtomicReference<>();

  private RetryAfter() {}

  /** Returns the time to wait, at most an hour, or nothing if there is no such header. */
  public static Optional<Duration> of(Exception failure, Clock clock) {
    if (failure instanceof RateLimitedException limited) {
      return Optional.of(notNegative(limited.remaining()));
    }
    return failure instanceof HttpOperationFailedException answer
        ? parse(AnswerOrigin.header(answer, "Retry-After").trim(), clock.instant())
        : Optional.empty();
  }

  private static Optional<Duration> parse(String value, Instant now) {
    // more digits are not a delay but a time, in seconds since 1970
    if (value.matches("\\d{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value)), value));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(notNegative(Duration.between(now, date)), value));
    } catch (DateTimeException e) {
      return Optional.empty(); // in neither format: ignored
    }
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static Duration bounded(Duration duration, String value) {
    if (duration.compareTo(MAX) <= 0) {
      return duration;
    }
    if (!value.equals(LAST_SAID.getAndSet(value))) {
      LOG.warn(
          "LeanIX asks for a pause of more than an hour (Retry-After: {}). It is asked again in an hour.",
          value);
    }
    return MAX;
  }
}
