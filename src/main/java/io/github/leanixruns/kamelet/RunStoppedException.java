package io.github.leanixruns.kamelet;

/** Thrown if the run was stopped in LeanIX. */
public final class RunStoppedException extends RunException {

  private static final long serialVersionUID = 1L;

  RunStoppedException(String message, String runId, String status) {
    super(message, runId, status);
  }

  @Override
  boolean isFinal() {
    return true;
  }
}
