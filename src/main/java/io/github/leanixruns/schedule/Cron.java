package io.github.leanixruns.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** A turn at each time of a Quartz cron expression; of several that were missed, the first only. */
final class Cron implements Timing {

  private final CronExpression expression;
  private final TimeZone zone;

  /**
   * @throws ParseException when Quartz does not understand the expression, with its words
   */
  Cron(String expression, TimeZone zone) throws ParseException {
    this.expression = new CronExpression(expression);
    this.expression.setTimeZone(zone);
    this.zone = zone;
  }

  /** Tells whether there was or will be any such time: there is none on the 31st of February. */
  boolean comes() {
    return after(Instant.EPOCH).isPresent();
  }

  @Override
  public Optional<Instant> due(Instant knownSince, Instant lastTurn) {
    return after(lastTurn == null || knownSince.isAfter(lastTurn) ? knownSince : lastTurn);
  }

  private Optional<Instant> after(Instant time) {
    return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(time)))
        .map(Date::toInstant);
  }

  @Override
  public Instant turnAt(Instant due, Instant now) {
    return now.isAfter(due) ? now : due;
  }

  @Override
  public String template() {
    return "schedule-cron";
  }

  @Override
  public Map<String, Object> parameters(Duration untilNext) {
    return Map.of("cron", expression.getCronExpression(), "zone", zone.getID());
  }

  @Override
  public ZoneId zone() {
    return zone.toZoneId();
  }

  @Override
  public String toString() {
    return "at " + expression.getCronExpression() + " " + zone.getID();
  }
}
