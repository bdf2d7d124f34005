package io.github.leanixruns.kamelet;

/** Thrown if LeanIX refuses the run, or the run ends with the status FAILED. */
public final class RunFailedException extends RunException {

  private static final long serialVersionUID = 1L;

  RunFailedException(String message, String runId, String status) {
    super(message, runId, status);
  }

  @Override
  boolean isFinal() {
    return true;
  }
}
