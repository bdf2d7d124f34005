package io.github.leanixruns.sandbox;

import java.time.Duration;

/** What is to become of a run, settled when it starts. */
final class RunPlan {
  RunOutcome outcome = RunOutcome.FINISHED;
  int warnings;
  boolean results;
  Duration time;

  RunPlan(Duration time) {
    this.time = time;
  }
}
