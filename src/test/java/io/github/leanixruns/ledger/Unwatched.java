package io.github.leanixruns.ledger;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;

/** For tests that do not take the ledger away. */
final class Unwatched extends AbstractSchedulerListener implements Lanes.Watcher {

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    throw new AssertionError("no test here takes the ledger away", failure);
  }
}
