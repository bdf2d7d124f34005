package io.github.leanixruns.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets a line that could be written at each attempt into the log once a minute at most. */
public final class OncePerMinute {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant next = Instant.MIN;

  public OncePerMinute(Clock clock) {
    this.clock = clock;
  }

  /** Tells whether the line is due, which it then is not again for a minute. */
  public synchronized boolean isDue() {
    Instant now = clock.instant();
    boolean due = !now.isBefore(next);
    if (due) {
      next = now.plus(MINUTE);
    }
    return due;
  }

  /** Makes the next line due at once: what it tells is something new. */
  public synchronized void startAnew() {
    next = Instant.MIN;
  }
}
