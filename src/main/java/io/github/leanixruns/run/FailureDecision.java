package io.github.leanixruns.run;

import java.time.Duration;
import java.time.Instant;

/**
 * What a failed step means for its run.
 *
 * @param kind the kind of the failure, or null if a status ends the run
 * @param description what happened, for the log, the ledger and health
 * @param delay how long to wait before the next step; zero if the run ends
 * @param timedOut whether the run ends because the step has failed for longer than the time-out
 * @param restart whether a fast run must be sent again, because LeanIX did not run it
 * @param at when the delay began; null unless the step is repeated
 * @param ending how the run ends; null unless the action is {@link Action#END}
 */
public record FailureDecision(
    Action action,
    FailureKind kind,
    String description,
    Duration delay,
    boolean timedOut,
    boolean restart,
    Instant at,
    Ending ending) {

  /** What happens next. */
  public enum Action {
    /** The run has failed, and is not tried again. */
    END,
    /** The step is repeated after the delay. */
    RETRY,
    /** LeanIX asked for a pause, and nothing was sent: the step is repeated when it has ended. */
    PAUSE,
    /** LeanIX refuses the API token: the step is repeated once it may accept it again. */
    WAIT_FOR_TOKEN,
    /** The failure is not one of the run, but of the ledger or this program: the caller gets it. */
    RETHROW
  }

  static FailureDecision toEnd(FailureKind kind, String description, Ending ending) {
    return new FailureDecision(
        Action.END, kind, description, Duration.ZERO, false, false, null, ending);
  }

  static FailureDecision toGiveUp(FailureKind kind, String description, Ending ending) {
    return new FailureDecision(
        Action.END, kind, description, Duration.ZERO, true, false, null, ending);
  }

  static FailureDecision toRepeat(
      Action action,
      FailureKind kind,
      String description,
      Duration delay,
      boolean restart,
      Instant at) {
    return new FailureDecision(action, kind, description, delay, false, restart, at, null);
  }

  static FailureDecision toRethrow(FailureKind kind, String description) {
    return new FailureDecision(Action.RETHROW, kind, description, null, false, false, null, null);
  }

  /** Tells whether the run ends. */
  public boolean isEnd() {
    return action == Action.END;
  }

  /** Tells whether the step is repeated, and has failed or LeanIX asked for a pause. */
  public boolean isRetry() {
    return isFailure() || action == Action.PAUSE;
  }

  /** Tells whether the step has failed and is repeated. */
  public boolean isFailure() {
    return action == Action.RETRY;
  }

  /** Returns the increment of the number of retries: a pause does not count. */
  public int retries() {
    return action == Action.PAUSE ? 0 : 1;
  }

  /** Tells whether the caller gets the exception. */
  public boolean isRethrow() {
    return action == Action.RETHROW;
  }
}
