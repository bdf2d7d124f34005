package io.github.leanixruns.run;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Returns the current time as the ledger stores it: milliseconds since 1970. */
public final class Times {

  private final Clock clock;

  public Times(Clock clock) {
    this.clock = clock;
  }

  public long now() {
    return clock.millis();
  }

  /** Returns a time of a ledger row, or null where it has none yet. */
  public static Instant of(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number millis
        ? Instant.ofEpochMilli(millis.longValue())
        : null;
  }
}
