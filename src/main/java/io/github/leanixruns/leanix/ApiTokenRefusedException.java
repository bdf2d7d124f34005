package io.github.leanixruns.leanix;

/** Says that LeanIX refuses the API token: every run is affected, and none is at fault. */
public final class ApiTokenRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  public ApiTokenRefusedException(String message) {
    super(message);
  }
}
