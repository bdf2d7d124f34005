package io.github.leanixruns.kamelet;

/** Thrown if a run takes too long, or LeanIX is unavailable for too long. */
public final class RunTimedOutException extends RunException {

  private static final long serialVersionUID = 1L;

  RunTimedOutException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
