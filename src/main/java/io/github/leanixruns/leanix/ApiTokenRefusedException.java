package io.github.leanixruns.leanix;

/** Thrown if LeanIX refuses the API token, which affects all runs of the workspace. */
public final class ApiTokenRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  public ApiTokenRefusedException(String message) {
    super(message);
  }
}
