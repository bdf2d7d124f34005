package io.github.leanixruns.kamelet;

/**
 * Thrown if the kamelet no longer waits for a run, because the application stops or because of an
 * error in the program. A run that was started continues in LeanIX.
 */
public final class RunInterruptedException extends RunException {

  private static final long serialVersionUID = 1L;

  RunInterruptedException(String reason, Exception cause, OpenRun run) {
    super(
        run.runId() == null
            ? reason
            : reason + mayHaveRun(run) + ". The parameter runId continues with this run",
        run.runId(),
        run.status());
    initCause(cause);
  }
}
