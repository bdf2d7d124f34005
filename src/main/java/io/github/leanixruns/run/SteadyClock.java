package io.github.leanixruns.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A clock that is never set back, for durations within this process: it continues at the pace of
 * {@link System#nanoTime()} until the clock of the machine has caught up.
 */
public final class SteadyClock extends Clock {

  private final Clock clock;
  private final LongSupplier nanoTime;
  private Instant last;
  private long lastNanos;

  public SteadyClock(Clock clock) {
    this(clock, System::nanoTime);
  }

  SteadyClock(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.last = clock.instant();
    this.lastNanos = nanoTime.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    Instant machine = clock.instant();
    if (machine.isBefore(last)) {
      long nanos = nanoTime.getAsLong();
      last = last.plus(Duration.ofNanos(nanos - lastNanos));
      lastNanos = nanos;
    } else {
      last = machine;
      lastNanos = nanoTime.getAsLong();
    }
    return last;
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SteadyClock(clock.withZone(zone), nanoTime);
  }
}
