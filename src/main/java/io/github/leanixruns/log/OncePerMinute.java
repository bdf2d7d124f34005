package io.github.leanixruns.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Limits a log line to once a minute. */
public final class OncePerMinute {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant next = Instant.MIN;

  public OncePerMinute(Clock clock) {
    this.clock = clock;
  }

  /** Returns whether the line is due. If so, the next one is due in a minute. */
  public synchronized boolean isDue() {
    Instant now = clock.instant();
    boolean due = !now.isBefore(next);
    if (due) {
      next = now.plus(MINUTE);
    }
    return due;
  }

  /** Makes the next line due immediately, because it reports something new. */
  public synchronized void reset() {
    next = Instant.MIN;
  }
}
