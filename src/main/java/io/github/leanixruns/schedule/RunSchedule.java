package io.github.leanixruns.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Holds the settings of one schedule, and computes when it fires.
 *
 * @param description the timing as text; it differs if and only if the timing differs
 * @param zone the time zone in which times are displayed
 * @param ldif the file that each run sends
 * @param channel the channel of the runs, or null
 */
record RunSchedule(
    String name, Schedule timing, String description, ZoneId zone, Path ldif, String channel) {

  /**
   * Returns the state of a schedule that is new or has a new timing. A period counts from the last
   * run, if there is one. A cron expression waits for its next time.
   *
   * @param before the state with the old timing, or null if the schedule is new
   */
  ScheduleState start(ScheduleState before, Instant now) {
    if (before == null || before.lastRunAt() == null) {
      return new ScheduleState(description, timing.getInitialExecutionTime(now), null, null);
    }
    Instant due = after(timing.isDeterministic() ? now : before.lastRunAt());
    return new ScheduleState(description, due, before.lastRunAt(), before.lastRun());
  }

  /**
   * Returns when the schedule fires next, or {@link Schedule#NEVER}. A firing that is late does not
   * delay the next one, unless it is late by more than half of the time between them.
   *
   * @param due when the current firing was due
   */
  Instant next(Instant due, Instant now) {
    Instant next = after(due);
    Instant middle = due.plus(Duration.between(due, next).dividedBy(2));
    return now.isAfter(middle) ? after(now) : next;
  }

  /** Tells whether a time is later than any at which the schedule can be due. */
  boolean isTooLate(Instant due, Instant now) {
    return !Schedule.NEVER.equals(due) && due.isAfter(after(now));
  }

  /** Returns when the schedule fires first after a time. */
  Instant after(Instant time) {
    return timing.getNextExecutionTime(ExecutionComplete.simulatedSuccess(time));
  }

  /** Returns a time to the second, in ISO 8601 with the offset of the time zone. */
  String describe(Instant time) {
    return time.atZone(zone)
        .truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
