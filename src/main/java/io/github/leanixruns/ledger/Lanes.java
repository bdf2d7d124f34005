package io.github.leanixruns.ledger;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Executes the steps of runs: each lane with open runs has one task instance in the database, so
 * that one step of a lane is executed at a time, on any node.
 *
 * <p>Steps of a killed process are released at the next start, or, if other nodes share the ledger,
 * after four missed heartbeats.
 */
public final class Lanes {

  /** Writes the data of tasks as JSON, with times in ISO 8601. */
  public static final Serializer TASK_DATA =
      new JacksonSerializer(
          mapper -> mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS));

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration POLLING_INTERVAL = Duration.ofSeconds(1);
  // other nodes schedule steps too
  private static final Duration POLLING_INTERVAL_IF_SHARED = Duration.ofMillis(100);
  // looks for the next step as soon as a thread is free, if there were more than threads
  private static final double ALL_BUT_ONE_THREAD = 0.999;
  private static final double ALL_THREADS = 1;
  private static final int MISSED_HEARTBEATS = 4;
  // db-scheduler waits as long again after interrupting. Together with Camel's shutdown-timeout
  // this must be well below the ten seconds after which service managers kill
  private static final Duration SHUTDOWN_MAX_WAIT = Duration.ofSeconds(2);

  private final Clock clock;
  private final Step step;
  private final Duration afterFailure;
  private final boolean shared;
  private final JdbcTemplate ledger;
  private final Set<String> executing = ConcurrentHashMap.newKeySet();
  private final CustomTask<Void> task;
  private final Scheduler scheduler;

  /**
   * @param node the name of this node in the ledger
   * @param threads how many steps are executed at the same time
   * @param nodeTimeout the time after which another node takes over the steps of a failed one
   * @param afterFailure the delay of a lane after a failure of the ledger or the program
   * @param watcher is told of failures between the steps
   * @param others tasks that are executed on the same threads as the steps
   */
  public Lanes(
      Ledger ledger,
      Clock clock,
      String node,
      int threads,
      Duration nodeTimeout,
      Duration afterFailure,
      Step step,
      Watcher watcher,
      List<Task<?>> others) {
    this.clock = clock;
    this.shared = ledger.isShared();
    this.step = step;
    this.afterFailure = afterFailure;
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.task =
        Tasks.custom("lane", Void.class)
            .onDeadExecution(this::reviveUnlessExecuting)
            .execute((lane, context) -> completion(lane, context.getSchedulerState()));
    SchedulerBuilder builder =
        Scheduler.create(ledger.dataSource(), tasks(others))
            .serializer(TASK_DATA)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(node))
            .threads(threads)
            .executorService(Executors.newFixedThreadPool(threads, threadsOf(watcher)))
            .addSchedulerListener(watcher)
            .enableImmediateExecution()
            .heartbeatInterval(nodeTimeout.dividedBy(MISSED_HEARTBEATS))
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(SHUTDOWN_MAX_WAIT)
            .failureLogging(LogLevel.WARN, false);
    if (shared) {
      // SKIP LOCKED: the nodes do not try to pick the same steps
      builder
          .pollingInterval(POLLING_INTERVAL_IF_SHARED)
          .pollUsingLockAndFetch(ALL_BUT_ONE_THREAD, ALL_THREADS);
    } else {
      builder
          .pollingInterval(POLLING_INTERVAL)
          .addSchedulerListener(new DueLooks(ledger, clock, POLLING_INTERVAL, this::look));
    }
    this.scheduler = builder.build();
  }

  private List<Task<?>> tasks(List<Task<?>> others) {
    List<Task<?>> tasks = new ArrayList<>(others);
    tasks.add(task);
    return tasks;
  }

  /** Releases the steps of an earlier process and starts to execute steps. */
  public void start() {
    if (!shared) {
      ledger.update(Sql.of("free-picked-lanes"));
      // the time in which the program was stopped does not count as a failure
      ledger.update(Sql.of("forget-failures"));
    }
    ledger.queryForList(Sql.of("select-open-lanes"), String.class).forEach(this::wake);
    scheduler.start();
  }

  /** Stops. Steps that are being executed have a few seconds to finish. */
  public void stop() {
    scheduler.stop();
  }

  /** Looks for due steps now, although the clock may say that it is not yet time to look. */
  public void look() {
    scheduler.triggerCheckForDueExecutions();
  }

  /** Schedules a lane's next step, unless one is scheduled. */
  public void wake(@Variable("lane") String lane) {
    scheduler.scheduleIfNotExists(task.instance(lane), clock.instant());
  }

  /** Makes the next step of a lane due now, if it waits. */
  public void hasten(@Variable("lane") String lane) {
    Timestamp now = Timestamp.from(clock.instant());
    if (ledger.update(Sql.of("pull-in-lane"), now, lane, now) > 0) {
      look();
    }
  }

  /** After the clock was set forward, or the machine slept, the heartbeats of this node are old. */
  private void reviveUnlessExecuting(ExecutionComplete dead, ExecutionOperations<Void> operations) {
    if (!executing.contains(dead.getExecution().taskInstance.getId())) {
      new DeadExecutionHandler.ReviveDeadExecution<Void>().deadExecution(dead, operations);
    }
  }

  private CompletionHandler<Void> completion(TaskInstance<Void> lane, SchedulerState state) {
    Duration dueIn = afterFailure;
    executing.add(lane.getId());
    try {
      dueIn = steps(lane.getId(), state);
    } catch (Exception | Error e) {
      // an error too, after which db-scheduler would wait for five minutes. The health check
      // reports it, once rather than for each attempt
      LOG.debug("A step failed and is repeated in {} s", dueIn.toSeconds(), e);
    } finally {
      executing.remove(lane.getId());
    }
    Duration delay = dueIn;
    return delay == null
        ? (done, operations) -> retire(lane, operations)
        : (done, operations) -> callAgain(done, operations, delay);
  }

  /** Executes a step, and one that follows at once: it need not be scheduled. */
  private Duration steps(String lane, SchedulerState state) throws Exception {
    Duration dueIn = step.of(lane);
    return Duration.ZERO.equals(dueIn) && !state.isShuttingDown() ? step.of(lane) : dueIn;
  }

  private void callAgain(
      ExecutionComplete done, ExecutionOperations<Void> operations, Duration delay) {
    operations.reschedule(done, clock.instant().plus(delay));
  }

  /** Schedules the lane again if a run was received while its task was removed. */
  private void retire(TaskInstance<Void> lane, ExecutionOperations<Void> operations) {
    operations.remove();
    Integer open = ledger.queryForObject(Sql.of("count-open-of-lane"), Integer.class, lane.getId());
    if (open != null && open > 0) {
      wake(lane.getId());
    }
  }

  private static ThreadFactory threadsOf(Watcher watcher) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "step-" + number.incrementAndGet());
      thread.setUncaughtExceptionHandler(watcher);
      return thread;
    };
  }

  /** Is told if the ledger cannot be polled for due steps, or a step cannot be picked. */
  public interface Watcher extends SchedulerListener, Thread.UncaughtExceptionHandler {}

  /** Takes the oldest open run of a lane one step further. */
  public interface Step {

    /**
     * @return the delay until the lane's next step, or null if the lane has no open runs
     * @throws Exception if the ledger or the program failed
     */
    Duration of(String lane) throws Exception;
  }
}
