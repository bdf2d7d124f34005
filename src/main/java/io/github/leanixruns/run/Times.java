package io.github.leanixruns.run;

import java.time.Clock;

/** Returns the current time as the ledger stores it: milliseconds since 1970. */
public final class Times {

  private final Clock clock;

  public Times(Clock clock) {
    this.clock = clock;
  }

  public long now() {
    return clock.millis();
  }
}
