package io.github.leanixruns.kamelet;

import io.github.leanixruns.run.FailureDecision;
import java.time.Duration;

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

  /**
   * Returns the exception for a run that a failed step ends. A caller has to act on a refused API
   * token, so the kamelet does not wait for it.
   */
  static Exception of(FailureDecision decision, Exception failure, OpenRun run, Duration timeout) {
    if (!decision.isEnd()) {
      return failure;
    }
    return decision.timedOut()
        ? RunTimedOutException.after(
            timeout, "LeanIX gave no usable answer: " + decision.description(), run)
        : new RunFailedException(
            "LeanIX refuses the run: " + decision.description() + mayHaveRun(run),
            run.runId(),
            run.status());
  }

  /** Returns a warning for callers that run the LDIF again, empty if LeanIX cannot have run it. */
  static String mayHaveRun(OpenRun run) {
    return run.runId() == null
        ? ""
        : ". LeanIX may already have executed run " + run.runId() + ", completely or in part";
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
