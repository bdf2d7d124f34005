package io.github.leanixruns.kamelet;

/** Says that a run took too long, or that LeanIX was out of reach too long. */
public final class RunTimedOutException extends RunException {

  private static final long serialVersionUID = 1L;

  RunTimedOutException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
