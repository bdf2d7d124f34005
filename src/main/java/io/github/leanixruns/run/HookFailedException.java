package io.github.leanixruns.run;

/** Says that a route of somebody else's, which was told of a run, failed over it. */
public final class HookFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  HookFailedException(String endpoint, Exception cause) {
    super("The route that hears of runs at " + endpoint + " failed", cause);
  }
}
