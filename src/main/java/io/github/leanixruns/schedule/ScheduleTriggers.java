package io.github.leanixruns.schedule;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.observe.FailureHealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the schedules: each is a task of db-scheduler, which executes it on one node at a time.
 *
 * <p>The data of the task says when the schedule is due. An execution before that time, or with the
 * data of another timing, does not fire: it only sets the time of the next execution.
 */
public final class ScheduleTriggers {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Map<RunSchedule, CustomTask<ScheduleState>> tasks = new LinkedHashMap<>();
  private final RunCreator runs;
  private final FailureHealthCheck failures;
  private final Clock clock;
  private final SchedulerClient client;

  /**
   * @param failures reports schedules that cannot create their run
   */
  public ScheduleTriggers(
      RunSchedules schedules,
      DataSource ledger,
      RunCreator runs,
      FailureHealthCheck failures,
      Clock clock) {
    this.runs = runs;
    this.failures = failures;
    this.clock = clock;
    schedules.all().forEach(schedule -> tasks.put(schedule, task(schedule)));
    this.client =
        SchedulerClient.Builder.create(ledger, tasks()).serializer(Lanes.TASK_DATA).build();
  }

  /** A task name for each schedule: db-scheduler leaves tasks alone that a node does not know. */
  private CustomTask<ScheduleState> task(RunSchedule schedule) {
    return Tasks.custom("schedule " + schedule.name(), ScheduleState.class)
        .onDeadExecutionRevive()
        .execute((task, context) -> execute(schedule, task.getData()));
  }

  /** Returns the tasks for the scheduler. */
  public List<Task<?>> tasks() {
    return List.copyOf(tasks.values());
  }

  /** Adds new schedules to the ledger, and applies changes of the settings. */
  public void start() {
    Instant now = clock.instant();
    tasks.forEach((schedule, task) -> start(schedule, task, now));
    pullIn();
  }

  private void start(RunSchedule schedule, CustomTask<ScheduleState> task, Instant now) {
    ScheduleState before = state(task).orElse(null);
    ScheduleState state = before;
    if (before == null) {
      state = schedule.start(null, now);
      client.scheduleIfNotExists(task.instance(RecurringTask.INSTANCE, state), state.due());
    } else if (!before.isOf(schedule)) {
      state = schedule.start(before, now);
      executeNow(task, now);
    }
    Instant next = state.due().isAfter(now) ? state.due() : schedule.next(state.due(), now);
    LOG.info(
        "Schedule: {}, {}, {}",
        schedule.name(),
        schedule.description(),
        Schedule.NEVER.equals(next) ? "never again" : "next " + schedule.describe(next));
  }

  /** Corrects schedules that are due too late, because the clock was set back. */
  public void pullIn() {
    Instant now = clock.instant();
    tasks.forEach(
        (schedule, task) ->
            state(task)
                .filter(state -> schedule.isTooLate(state.due(), now))
                .ifPresent(state -> executeNow(task, now)));
  }

  private void executeNow(CustomTask<ScheduleState> task, Instant now) {
    try {
      client.reschedule(idOf(task), now);
    } catch (TaskInstanceCurrentlyExecutingException e) {
      LOG.debug("The new timing applies from the next execution", e);
    }
  }

  private CompletionHandler<ScheduleState> execute(RunSchedule schedule, ScheduleState state) {
    try {
      ScheduleState next = fire(schedule, state);
      failures.recovered(schedule.name());
      return (done, operations) -> operations.reschedule(done, next.due(), next);
    } catch (Exception e) {
      failures.failed(
          schedule.name(),
          String.format(
              Locale.ROOT,
              "Schedule %s did not create a run: %s. Check leanix.schedule.%s.ldif and the ledger.",
              schedule.name(),
              e.getMessage(),
              schedule.name()));
      return (done, operations) -> operations.reschedule(done, clock.instant().plus(RETRY));
    }
  }

  private ScheduleState fire(RunSchedule schedule, ScheduleState state) throws Exception {
    Instant now = clock.instant();
    if (!state.isOf(schedule)) {
      return schedule.start(state, now);
    }
    if (now.isBefore(state.due())) {
      return schedule.isTooLate(state.due(), now) ? state.withDue(schedule.after(now)) : state;
    }
    String run = runs.create(schedule.name(), state.key(schedule.name()), state.lastRun());
    Instant next = schedule.next(state.due(), now);
    return run == null ? state.withDue(next) : new ScheduleState(state.timing(), next, now, run);
  }

  /** Returns the state of each schedule that is in the ledger. */
  Map<RunSchedule, ScheduleState> states() {
    Map<RunSchedule, ScheduleState> states = new LinkedHashMap<>();
    tasks.forEach((schedule, task) -> state(task).ifPresent(state -> states.put(schedule, state)));
    return states;
  }

  private Optional<ScheduleState> state(CustomTask<ScheduleState> task) {
    return client
        .getScheduledExecution(idOf(task))
        .map(execution -> (ScheduleState) execution.getData());
  }

  private static TaskInstanceId idOf(CustomTask<ScheduleState> task) {
    return TaskInstanceId.of(task.getName(), RecurringTask.INSTANCE);
  }

  /** Creates the run of a firing. */
  public interface RunCreator {

    /**
     * @param key identifies the firing: another call with the same key does not create another run
     * @param lastRun the ledger id of the last run of the schedule, or null
     * @return the ledger id of the run, or null if the last run is still open
     * @throws Exception if no run can be created now
     */
    String create(String schedule, DeliveryKey key, String lastRun) throws Exception;
  }
}
