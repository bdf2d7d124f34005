package io.github.leanixruns.kamelet;

/** Says that the kamelet {@code leanix-run-action} did not bring a run to a good end, and why. */
public abstract class RunException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String runId;
  private final String status;

  RunException(String message, String runId, String status) {
    super(message);
    this.runId = runId;
    this.status = status;
  }

  /** Returns LeanIX's id of the run, or null where LeanIX never gave one. */
  public String getRunId() {
    return runId;
  }

  /** Returns the status that LeanIX said last, or null where it was never asked. */
  public String getStatus() {
    return status;
  }
}
