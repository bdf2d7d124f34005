package io.github.leanixruns.schedule;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Lists in its details when each schedule fires next, and when its last run was created. It is
 * always UP: {@code RunsHealthCheck} reports that the ledger cannot be read.
 */
public final class SchedulesHealthCheck extends AbstractHealthCheck {

  private final ScheduleTriggers triggers;

  public SchedulesHealthCheck(ScheduleTriggers triggers) {
    super("leanix", "schedules");
    this.triggers = triggers;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    try {
      triggers.states().forEach((schedule, state) -> describe(schedule, state, builder));
    } catch (RuntimeException e) {
      builder.message("The ledger cannot be read: " + e.getMessage());
    }
  }

  private static void describe(
      RunSchedule schedule, ScheduleState state, HealthCheckResultBuilder builder) {
    if (!Schedule.NEVER.equals(state.due())) {
      builder.detail(schedule.name() + ".next", schedule.describe(state.due()));
    }
    if (state.lastRunAt() != null) {
      builder.detail(schedule.name() + ".last", schedule.describe(state.lastRunAt()));
    }
  }
}
