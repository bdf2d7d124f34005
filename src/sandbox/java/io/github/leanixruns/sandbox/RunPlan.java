package io.github.leanixruns.sandbox;

import java.time.Duration;

/** Holds the planned outcome of a run, which is fixed when the run starts. */
final class RunPlan {
  RunOutcome outcome = RunOutcome.FINISHED;
  int warnings;
  boolean results;
  Duration time;

  RunPlan(Duration time) {
    this.time = time;
  }
}
