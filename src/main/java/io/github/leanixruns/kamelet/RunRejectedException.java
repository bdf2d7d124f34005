package io.github.leanixruns.kamelet;

/** Says that the body is no LDIF that LeanIX can be asked to run; nothing was sent. */
public final class RunRejectedException extends RunException {

  private static final long serialVersionUID = 1L;

  RunRejectedException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
