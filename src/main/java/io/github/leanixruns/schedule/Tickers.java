package io.github.leanixruns.schedule;

import io.github.leanixruns.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the routes that call when a schedule's time has come: one for each schedule,
 * made from a template of {@code schedule.camel.yaml}, and one that looks for turns that were
 * missed.
 */
public final class Tickers {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  private final CamelContext context;
  private final Schedules schedules;
  private final Ledger ledger;
  private final Clock clock;
  private final List<String> ticking = new ArrayList<>();

  public Tickers(CamelContext context, Schedules schedules, Ledger ledger, Clock clock) {
    this.context = context;
    this.schedules = schedules;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Starts calling; where there are no schedules, nothing is started. */
  public void start() throws Exception {
    if (schedules.all().isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    for (Schedule schedule : schedules.all()) {
      ledger.meetSchedule(schedule.name(), schedule.timing().toString(), now);
    }
    context.getRouteController().startRoute("schedule-fire");
    for (Map<String, Object> row : ledger.schedules()) {
      Optional<Schedule> schedule = schedules.of(row);
      if (schedule.isPresent()) {
        addTicker(schedule.get(), row, now);
      }
    }
    context.getRouteController().startRoute("schedule-again");
    ticking.add("schedule-again");
  }

  private void addTicker(Schedule schedule, Map<String, Object> row, Instant now) {
    Optional<Instant> next = next(schedule, row, now);
    LOG.info(
        "Schedule: {}, {}{}",
        schedule.name(),
        schedule.timing(),
        next.map(time -> ", next " + schedule.describe(time)).orElse(", never again"));
    Timing timing = schedule.timing();
    TemplatedRouteBuilder ticker =
        TemplatedRouteBuilder.builder(context, timing.template())
            .routeId(timing.template() + "-" + schedule.name())
            .parameter("schedule", schedule.name());
    timing.parameters(Duration.between(now, next.orElse(now))).forEach(ticker::parameter);
    ticking.add(ticker.add());
  }

  /** What is due by now is found by the route that looks for missed turns. */
  private Optional<Instant> next(Schedule schedule, Map<String, Object> row, Instant now) {
    Timing timing = schedule.timing();
    return schedules
        .due(row)
        .flatMap(
            due -> due.isAfter(now) ? Optional.of(due) : timing.due(now, timing.turnAt(due, now)));
  }

  /** Stops calling; a turn that is being taken goes on. */
  public void stop() {
    for (String route : ticking) {
      try {
        context.getRouteController().stopRoute(route);
      } catch (Exception e) {
        LOG.warn("{} did not stop: {}", route, e.toString());
      }
    }
  }
}
