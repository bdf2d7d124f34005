package io.github.leanixruns.run;

/** Thrown if a hook, a route of another application, failed. */
public final class HookFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  HookFailedException(String endpoint, Exception cause) {
    super("The hook at " + endpoint + " failed", cause);
  }
}
