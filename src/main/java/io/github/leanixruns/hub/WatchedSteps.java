package io.github.leanixruns.hub;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.ledger.LedgerOutage;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.observe.LedgerHealthCheck;
import io.github.leanixruns.run.RunFailures;
import java.time.Duration;
import org.apache.camel.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports failures of the ledger and the program to health: steps that fail, and a ledger that
 * cannot be polled for due steps.
 */
final class WatchedSteps extends AbstractSchedulerListener implements Lanes.Step, Lanes.Watcher {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedSteps.class);
  private static final String SCHEDULE = "schedule";
  private static final String PICK = "pick";
  private static final String CHECK_LEDGER =
      " Check the ledger, its disk, and that all nodes have the same settings.";

  private final Lanes.Step step;
  private final FailureHealthCheck health;
  private final LedgerHealthCheck ledger;
  private final LedgerOutage outage;
  private final Duration later;

  /**
   * @param later the delay of a lane while the ledger's file is lost, or if another node was faster
   */
  WatchedSteps(
      Lanes.Step step,
      FailureHealthCheck health,
      LedgerHealthCheck ledger,
      LedgerOutage outage,
      Duration later) {
    this.step = step;
    this.health = health;
    this.ledger = ledger;
    this.outage = outage;
    this.later = later;
  }

  @Override
  public Duration of(String lane) throws Exception {
    health.recovered(PICK);
    if (ledger.isLost()) {
      return later;
    }
    try {
      Duration dueIn = step.of(lane);
      health.recovered(lane);
      return dueIn;
    } catch (ValidationException e) {
      // the step of a node that was suspended, or counted as failed
      LOG.debug("Another node was faster in the lane {}", lane, e);
      return later;
    } catch (Exception e) {
      if (RunFailures.isOfProgram(e)) {
        LOG.error("A step of a run failed because of an error of the program", e);
      }
      health.failed(lane, "A step of a run failed: " + e.getMessage() + "." + CHECK_LEDGER);
      throw e;
    } catch (Error e) {
      LOG.error("A step of a run ended with an error", e);
      throw e;
    } finally {
      RunInLog.clear();
    }
  }

  @Override
  public void onSchedulerEvent(SchedulerEventType event) {
    switch (event) {
      case UNEXPECTED_ERROR ->
          health.failed(SCHEDULE, "The ledger cannot be polled for due steps." + CHECK_LEDGER);
      // the first one is not reported for a shared ledger if no step was due
      case RAN_EXECUTE_DUE, RAN_DETECT_DEAD -> {
        health.recovered(SCHEDULE);
        outage.succeeded();
        ledger.isLost(); // reports it
      }
      default -> {
        // other events follow from these or are routine
      }
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (failure instanceof Error) {
      LOG.error("A step cannot be picked", failure);
    }
    health.failed(PICK, "A step cannot be picked: " + failure.getMessage() + "." + CHECK_LEDGER);
  }
}
