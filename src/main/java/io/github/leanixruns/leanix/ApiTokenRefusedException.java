package io.github.leanixruns.leanix;

import io.github.leanixruns.kamelet.RunException;

/** Thrown if LeanIX refuses the API token, which affects all runs of the workspace. */
public final class ApiTokenRefusedException extends RunException {

  private static final long serialVersionUID = 1L;

  public ApiTokenRefusedException(String message) {
    this(message, null, null);
  }

  /**
   * @param runId the run that waits for its end, or null
   * @param status the last status that LeanIX reported, or null
   */
  public ApiTokenRefusedException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
