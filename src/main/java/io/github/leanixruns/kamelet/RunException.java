package io.github.leanixruns.kamelet;

/** Thrown by the kamelet {@code leanix-run-action} if a run does not finish. */
public abstract class RunException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String runId;
  private final String status;

  RunException(String message, String runId, String status) {
    super(message);
    this.runId = runId;
    this.status = status;
  }

  /** Returns the run id, or null if LeanIX has not assigned one. */
  public String getRunId() {
    return runId;
  }

  /** Returns the last status that LeanIX reported, or null. */
  public String getStatus() {
    return status;
  }
}
