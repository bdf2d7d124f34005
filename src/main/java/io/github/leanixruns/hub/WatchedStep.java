package io.github.leanixruns.hub;

import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.observe.TroubleHealth;
import java.time.Duration;

/** Tells health of steps that fail by themselves: the ledger cannot be written, for example. */
final class WatchedStep implements Lanes.Step {

  private final Lanes.Step step;
  private final TroubleHealth health;

  WatchedStep(Lanes.Step step, TroubleHealth health) {
    this.step = step;
    this.health = health;
  }

  @Override
  public Duration of(String lane) throws Exception {
    try {
      Duration dueIn = step.of(lane);
      health.passed(lane);
      return dueIn;
    } catch (Exception e) {
      health.occurred(
          lane,
          "A step of a run cannot be done: %s. Check the ledger and its disk."
              .formatted(e.getMessage()));
      throw e;
    }
  }
}
