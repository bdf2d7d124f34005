package io.github.leanixruns.hub;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.observe.FailureHealthCheck;
import java.time.Duration;

/**
 * Tells health of steps that fail by themselves, and of a schedule that cannot be asked for them:
 * the ledger does not answer or cannot be written, for example.
 */
final class WatchedSteps extends AbstractSchedulerListener implements Lanes.Step, Lanes.Watcher {

  private static final String SCHEDULE = "schedule";
  private static final String PICK = "pick";
  private static final String CHECK_LEDGER =
      " Check the ledger, its disk, and that all nodes have the same settings.";

  private final Lanes.Step step;
  private final FailureHealthCheck health;

  WatchedSteps(Lanes.Step step, FailureHealthCheck health) {
    this.step = step;
    this.health = health;
  }

  @Override
  public Duration of(String lane) throws Exception {
    health.passed(PICK);
    try {
      Duration dueIn = step.of(lane);
      health.passed(lane);
      return dueIn;
    } catch (Exception e) {
      health.occurred(
          lane, "A step of a run cannot be done: " + e.getMessage() + "." + CHECK_LEDGER);
      throw e;
    }
  }

  @Override
  public void onSchedulerEvent(SchedulerEventType event) {
    switch (event) {
      case UNEXPECTED_ERROR ->
          health.occurred(SCHEDULE, "The ledger cannot be asked what is due." + CHECK_LEDGER);
      case RAN_EXECUTE_DUE -> health.passed(SCHEDULE);
      default -> {
        // the others follow from these, or are routine
      }
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    health.occurred(
        PICK, "A step cannot be marked as taken: " + failure.getMessage() + "." + CHECK_LEDGER);
  }
}
