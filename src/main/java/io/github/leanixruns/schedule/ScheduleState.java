package io.github.leanixruns.schedule;

import io.github.leanixruns.inbox.DeliveryKey;
import java.time.Instant;
import java.util.Locale;

/**
 * Holds what the ledger keeps of a schedule, as the data of its task.
 *
 * @param timing the description of the timing for which {@code due} was computed
 * @param due when the schedule fires next; unlike the execution time of the task, a retry does not
 *     change it
 * @param lastRunAt when the last run was created, or null before the first one
 * @param lastRun the ledger id of the last run, or null before the first one
 */
record ScheduleState(String timing, Instant due, Instant lastRunAt, String lastRun) {

  boolean isOf(RunSchedule schedule) {
    return timing.equals(schedule.description());
  }

  ScheduleState withDue(Instant next) {
    return new ScheduleState(timing, next, lastRunAt, lastRun);
  }

  /**
   * Returns the key of the run of this firing. It is the same for each attempt, on each node, and
   * does not depend on the content, because nodes may have different copies of the file.
   */
  DeliveryKey key(String schedule) {
    return new DeliveryKey(String.format(Locale.ROOT, "schedule %s %s", schedule, due), false);
  }
}
