package io.github.leanixruns.ledger;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Calls the steps: every lane with something to do has one task in the database, and one step of a
 * lane runs at a time, on any node.
 *
 * <p>What a killed process had under way is free again at its next start, or where other nodes
 * share the ledger, after four missed heartbeats: nobody can tell there what is still under way.
 */
public final class Lanes {

  /** Writes the data of tasks as JSON, with times in ISO 8601. */
  public static final Serializer TASK_DATA =
      new JacksonSerializer(
          mapper -> mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS));

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration LOOK_FOR_DUE = Duration.ofMillis(100);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 4;
  // db-scheduler waits as long once more after interrupting; with Camel's own shutdown-timeout all
  // of it must be well within the ten seconds after which service managers kill
  private static final Duration TO_FINISH_STEPS = Duration.ofSeconds(2);

  private final Clock clock;
  private final Step step;
  private final Duration afterFailure;
  private final boolean shared;
  private final JdbcTemplate ledger;
  private final CustomTask<Void> task;
  private final Scheduler scheduler;

  /**
   * @param node this node's name, for people who look into the ledger
   * @param threads how many steps work at the same time
   * @param afterFailure how long a lane waits after a step that failed by itself, not by LeanIX
   * @param watcher is told when the ledger cannot be asked what is due, or told that it is done
   * @param others tasks that are executed on the same threads as the steps
   */
  public Lanes(
      Ledger ledger,
      Clock clock,
      String node,
      int threads,
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
            .onDeadExecutionRevive()
            .execute((lane, context) -> completion(lane));
    this.scheduler =
        Scheduler.create(ledger.dataSource(), tasks(others))
            .serializer(TASK_DATA)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(node))
            .threads(threads)
            .executorService(Executors.newFixedThreadPool(threads, threadsOf(watcher)))
            .addSchedulerListener(watcher)
            .pollingInterval(LOOK_FOR_DUE)
            .enableImmediateExecution()
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(TO_FINISH_STEPS)
            .failureLogging(LogLevel.WARN, false)
            .build();
  }

  private List<Task<?>> tasks(List<Task<?>> others) {
    List<Task<?>> tasks = new ArrayList<>(others);
    tasks.add(task);
    return tasks;
  }

  /** Frees what an earlier process had under way, and starts calling steps. */
  public void start() {
    if (!shared) {
      ledger.update(Sql.of("free-picked-lanes"));
      // while nobody asked, nobody knows that LeanIX was out of reach
      ledger.update(Sql.of("forget-failures"));
    }
    ledger.queryForList(Sql.of("select-open-lanes"), String.class).forEach(this::wake);
    scheduler.start();
  }

  /** Stops calling steps; those under way have a few seconds to finish. */
  public void stop() {
    scheduler.stop();
  }

  /** Makes sure that a lane's next step is called; safe to repeat. */
  public void wake(@Variable("lane") String lane) {
    scheduler.scheduleIfNotExists(task.instance(lane), clock.instant());
  }

  private CompletionHandler<Void> completion(TaskInstance<Void> lane) {
    Duration dueIn = afterFailure;
    try {
      dueIn = step.of(lane.getId());
    } catch (Exception e) {
      // whoever gave us the step tells people of it, once rather than at each attempt
      LOG.debug("A step failed and is tried again in {} s", dueIn.toSeconds(), e);
    }
    Duration delay = dueIn;
    return delay == null
        ? (done, operations) -> retire(lane, operations)
        : (done, operations) -> callAgain(done, operations, delay);
  }

  private void callAgain(
      ExecutionComplete done, ExecutionOperations<Void> operations, Duration delay) {
    operations.reschedule(done, clock.instant().plus(delay));
  }

  /** A run that was received while the lane's task was leaving would have nobody to call it. */
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

  /** Is told of trouble between the steps: with asking for them, and with marking them as taken. */
  public interface Watcher extends SchedulerListener, Thread.UncaughtExceptionHandler {}

  /** Takes the oldest open run of a lane one step further. */
  public interface Step {

    /**
     * @return how long until the lane's next step is due, or null when the lane has nothing to do
     * @throws Exception when the step failed for a reason that lies with this program or its ledger
     */
    Duration of(String lane) throws Exception;
  }
}
