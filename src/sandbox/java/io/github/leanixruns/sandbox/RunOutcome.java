package io.github.leanixruns.sandbox;

/** Says how a run ends. */
public enum RunOutcome {
  FINISHED,
  FAILED,
  STOPPED
}
