package io.github.leanixruns.schedule;

import io.github.leanixruns.observe.FailureHealthCheck;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/** Tells health and log of a schedule that cannot have its turn, or of all of them. */
public final class ScheduleFailures {

  private static final String ALL = "";

  private final FailureHealthCheck health;

  public ScheduleFailures(FailureHealthCheck health) {
    this.health = health;
  }

  /**
   * Keeps a trouble.
   *
   * @param schedule the schedule's name, or null when the ledger cannot say which are due
   */
  public void occurred(
      @Variable("schedule") String schedule, @ExchangeException Exception failure) {
    if (schedule == null) {
      health.occurred(
          ALL, "What is due cannot be looked up: " + failure.getMessage() + ". Check the ledger.");
    } else {
      health.occurred(
          schedule,
          "Schedule %s cannot have its turn: %s. Check leanix.schedule.%s.ldif and the ledger."
              .formatted(schedule, failure.getMessage(), schedule));
    }
  }

  /** Is called when nothing stood in the way. */
  public void passed(@Variable("schedule") String schedule) {
    health.passed(schedule == null ? ALL : schedule);
  }
}
