package io.github.leanixruns.run;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Tells the time to routes and SQL, as the ledger keeps it: milliseconds since 1970 in UTC. */
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
