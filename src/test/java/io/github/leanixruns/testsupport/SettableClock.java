package io.github.leanixruns.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that a test sets forward. It stands still, or runs in between. */
public final class SettableClock extends Clock {

  private final Instant start;
  private final LongSupplier elapsedNanos;
  private volatile Duration ahead = Duration.ZERO;

  /** Creates a clock that stands still. */
  public SettableClock() {
    this(Instant.parse("2026-01-02T03:04:05Z"), () -> 0);
  }

  private SettableClock(Instant start, LongSupplier elapsedNanos) {
    this.start = start;
    this.elapsedNanos = elapsedNanos;
  }

  /** Creates a clock that runs from a time. */
  public static SettableClock runningFrom(Instant start) {
    long startedAt = System.nanoTime();
    return new SettableClock(start, () -> System.nanoTime() - startedAt);
  }

  public void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return start.plus(ahead).plusNanos(elapsedNanos.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
