package io.github.leanixruns.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Says when a schedule's turns are due. */
interface Timing {

  /**
   * Returns when the next turn is due, which may be past, or nothing when there is none any more.
   *
   * @param knownSince when the program first met the schedule with this timing
   * @param lastTurn the time that was recorded for the last turn, or null before the first
   */
  Optional<Instant> due(Instant knownSince, Instant lastTurn);

  /**
   * Returns the time to record for a turn, from which the next one counts.
   *
   * @param due when the turn was due
   * @param now when it is taken
   */
  Instant turnAt(Instant due, Instant now);

  /** Returns the route template of {@code schedule.camel.yaml} that calls at these times. */
  String template();

  /**
   * Returns what the template wants to know besides the schedule's name.
   *
   * @param untilNext the time from now until the first call
   */
  Map<String, Object> parameters(Duration untilNext);

  /** Returns the time zone in which people read the times. */
  ZoneId zone();

  /** Returns the timing in words that change exactly when it does. */
  @Override
  String toString();
}
