package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Variable;

/**
 * Finds the time in which a run was not processed because the program or the machine stood still,
 * or because the clock was set. It does not count for delays and time-outs.
 *
 * <p>At most the planned delay and a small part of the time-out count between two measurements.
 */
public final class Standstill {

  private static final int MEASUREMENTS = 50;
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Clock clock;

  public Standstill(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the milliseconds that do not count from the last measurement to a decision. The ledger
   * records the time of the decision: if the clock is set after it, the next measurement notices.
   */
  public long millis(
      @Variable("run") Run run,
      @Variable("channel") Channel channel,
      @Variable("decision") FailureDecision decision) {
    return of(run, channel.pollingPolicy(), decision.at()).toMillis();
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns the time that does not count; negative if the clock was set back. */
  static Duration of(RunProgress run, PollingPolicy policy, Instant now) {
    if (run.measuredAt() == null) {
      return Duration.ZERO;
    }
    Duration passed = Duration.between(run.measuredAt(), now);
    if (passed.isNegative()) {
      return passed;
    }
    Duration excess = passed.minus(allowed(run, policy));
    return excess.isNegative() ? Duration.ZERO : excess;
  }

  /** Tells whether the time has to be measured, so that little of a later standstill counts. */
  boolean isToMeasure(RunProgress run, PollingPolicy policy) {
    if (run.measuredAt() == null) {
      return false;
    }
    Duration passed = Duration.between(run.measuredAt(), clock.instant());
    return passed.isNegative() || passed.compareTo(interval(policy)) > 0;
  }

  /** Tells whether a delay would count only in part, unless it is recorded. */
  boolean isLong(Duration delay, PollingPolicy policy) {
    return delay.compareTo(interval(policy)) > 0
        && delay.compareTo(policy.maxDelay().multipliedBy(2)) > 0;
  }

  private static Duration allowed(RunProgress run, PollingPolicy policy) {
    Duration tenth = policy.timeout().dividedBy(10);
    Duration late = LATE.compareTo(tenth) < 0 ? LATE : tenth;
    return interval(policy)
        .plus(policy.maxDelay().multipliedBy(11).dividedBy(10))
        .plus(run.plannedFor() == null ? Duration.ZERO : run.plannedFor())
        .plus(late);
  }

  private static Duration interval(PollingPolicy policy) {
    return policy.timeout().dividedBy(MEASUREMENTS);
  }
}
