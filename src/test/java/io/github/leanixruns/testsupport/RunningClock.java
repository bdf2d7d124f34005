package io.github.leanixruns.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs from a time of the test's own, and is put forward when it is told to. */
public final class RunningClock extends Clock {
  private final Instant start;
  private final long startedAt = System.nanoTime();
  private volatile Duration ahead = Duration.ZERO;

  public RunningClock(Instant start) {
    this.start = start;
  }

  public void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return start.plus(ahead).plusNanos(System.nanoTime() - startedAt);
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
