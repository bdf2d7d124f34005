package io.github.leanixruns.schedule;

import io.github.leanixruns.run.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells in its details when each schedule is due next, and when a run came of it last. It is always
 * UP: that the ledger cannot be read is for {@code RunsHealthCheck} to say.
 */
public final class SchedulesHealthCheck extends AbstractHealthCheck {

  private final Schedules schedules;
  private final Supplier<List<Map<String, Object>>> rows;

  /**
   * @param rows the rows of {@code select-schedules.sql}
   */
  public SchedulesHealthCheck(Schedules schedules, Supplier<List<Map<String, Object>>> rows) {
    super("leanix", "schedules");
    this.schedules = schedules;
    this.rows = rows;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    if (schedules.all().isEmpty()) {
      return;
    }
    try {
      rows.get().forEach(row -> describe(row, builder));
    } catch (RuntimeException e) {
      builder.message("The ledger cannot be read: " + e.getMessage());
    }
  }

  private void describe(Map<String, Object> row, HealthCheckResultBuilder builder) {
    Schedule schedule = schedules.of(row).orElse(null);
    if (schedule == null) {
      return;
    }
    schedules
        .due(row)
        .ifPresent(next -> builder.detail(schedule.name() + ".next", schedule.describe(next)));
    Instant last = Times.of(row, "fired_at");
    if (last != null) {
      builder.detail(schedule.name() + ".last", schedule.describe(last));
    }
  }
}
