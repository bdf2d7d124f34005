package io.github.leanixruns.kamelet;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock for durations: it does not change when the clock of the machine is set. */
final class ElapsedClock extends Clock {

  private final LongSupplier nanoTime;
  private final Instant start = Instant.now();
  private final long startNanos;

  ElapsedClock() {
    this(System::nanoTime);
  }

  ElapsedClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("This clock is for durations");
  }
}
