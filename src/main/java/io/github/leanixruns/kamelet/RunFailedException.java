package io.github.leanixruns.kamelet;

/** Says that LeanIX refused the run, or that it ended there with the status FAILED. */
public final class RunFailedException extends RunException {

  private static final long serialVersionUID = 1L;

  RunFailedException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
