package io.github.leanixruns.kamelet;

/** Thrown if the body is not an LDIF. Nothing was sent to LeanIX. */
public final class RunRejectedException extends RunException {

  private static final long serialVersionUID = 1L;

  RunRejectedException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
