package io.github.leanixruns.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A turn at once, and one each time that so much time has passed.
 *
 * <p>Turns that are somewhat late do not put off those after them; after a longer break, while the
 * program did not run for example, the time counts anew.
 *
 * @param setting the duration as it is written in the settings
 */
record Period(Duration length, String setting) implements Timing {

  @Override
  public Optional<Instant> due(Instant knownSince, Instant lastTurn) {
    return Optional.of(lastTurn == null ? knownSince : lastTurn.plus(length));
  }

  @Override
  public Instant turnAt(Instant due, Instant now) {
    return now.isAfter(due.plus(length.dividedBy(2))) ? now : due;
  }

  @Override
  public String template() {
    return "schedule-period";
  }

  @Override
  public Map<String, Object> parameters(Duration untilNext) {
    return Map.of("delay", untilNext.toMillis(), "period", length.toMillis());
  }

  @Override
  public ZoneId zone() {
    return ZoneId.systemDefault();
  }

  @Override
  public String toString() {
    return "every " + setting;
  }
}
