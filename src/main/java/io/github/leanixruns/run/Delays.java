package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.leanix.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.DoubleSupplier;
import org.apache.camel.Variable;

/**
 * Decides how long a run waits before its next step.
 *
 * <p>A delay is as long as the run has been waiting so far, between {@code leanix.run.poll} and
 * {@code leanix.run.poll-max}, with a jitter of 10 percent. It is computed from times in the
 * ledger, so that waiting needs few writes. {@link Standstill} does not count.
 */
public final class Delays {

  private static final double JITTER = 0.1;
  // longer than any pause that LeanIX may ask for, and than the wait for a list of statuses
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration UNTIL_START_IS_LOST = Duration.ofMinutes(10);

  private final Clock clock;
  private final DoubleSupplier random;

  /**
   * @param random returns numbers between 0 and 1
   */
  public Delays(Clock clock, DoubleSupplier random) {
    this.clock = clock;
    this.random = random;
  }

  /** Returns the time until the status of a started run is requested again. */
  public Duration untilNextStatus(
      @Variable("run") RunProgress run, @Variable("channel") Channel channel) {
    PollingPolicy policy = channel.pollingPolicy();
    return jittered(grown(sinceStart(run, policy), policy));
  }

  /** Tells whether a started run has taken longer than {@code leanix.run.timeout}. */
  public boolean hasTimedOut(
      @Variable("run") RunProgress run, @Variable("channel") Channel channel) {
    PollingPolicy policy = channel.pollingPolicy();
    return isOver(sinceStart(run, policy), policy);
  }

  /**
   * Tells whether LeanIX accepted a start, or said that the run was started earlier, and ten
   * minutes later the status still says that the run is not started.
   */
  public boolean isStartLost(@Variable("run") RunProgress run, @Variable("status") String status) {
    return "CREATED".equals(status)
        && run.startSentAt() != null
        && Duration.between(run.startSentAt(), clock.instant()).compareTo(UNTIL_START_IS_LOST) > 0;
  }

  /**
   * Tells whether a reply has been tried for longer than {@code leanix.run.timeout}, counted from
   * the time at which the other messages were sent.
   */
  public boolean isReplyOverdue(@Variable("run") Run run, @Variable("channel") Channel channel) {
    PollingPolicy policy = channel.pollingPolicy();
    return isOver(elapsed(run, run.sentAt(), policy), policy);
  }

  /** Returns the longest delay between two steps, with jitter, if LeanIX asks for a longer one. */
  public static Duration longest(Collection<PollingPolicy> policies) {
    Duration longest =
        policies.stream().map(PollingPolicy::maxDelay).reduce(LONGEST, Delays::longer);
    return scaled(longest, 1 + JITTER);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns a delay of zero: there may be another step. */
  public Duration none() {
    return Duration.ZERO;
  }

  /** Returns the time until a failed step is repeated. */
  Duration untilRetry(RunProgress run, PollingPolicy policy, Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    return RetryAfter.of(failure, clock)
        .map(this::notBefore)
        .orElseGet(() -> jittered(grown(failingFor(run, policy, kind), policy)));
  }

  /**
   * Returns the time until a step is repeated for which LeanIX refused the API token. An earlier
   * step would meet the cached refusal, and wait once more.
   */
  Duration untilTokenRetry(PollingPolicy policy) {
    return notBefore(policy.maxDelay());
  }

  /**
   * Tells whether a run is given up because its step has failed for longer than {@code
   * leanix.run.timeout}. A run that LeanIX has finished is never given up, nor one that a local
   * disk error stops.
   */
  boolean isGivenUp(RunProgress run, PollingPolicy policy, FailureKind kind) {
    boolean disk = run.waitsForDisk() && kind == FailureKind.DISK;
    return !disk && !run.isOver() && isOver(failingFor(run, policy, kind), policy);
  }

  /**
   * The time of a disk error does not count for a failure of another kind, and no other failure
   * counts as time in which LeanIX had no results.
   */
  private static Instant failingSince(RunProgress run, FailureKind kind) {
    FailureKind before = run.failingKind();
    boolean another = before != null && before != kind;
    boolean counts = before != FailureKind.DISK && kind != FailureKind.NO_RESULTS;
    return another && !counts ? null : run.failingSince();
  }

  /** Tells whether LeanIX had no results for longer than {@code leanix.run.timeout}. */
  public boolean areResultsOverdue(
      @Variable("run") RunProgress run, @Variable("channel") Channel channel) {
    PollingPolicy policy = channel.pollingPolicy();
    return isOver(failingFor(run, policy, FailureKind.NO_RESULTS), policy);
  }

  private Duration failingFor(RunProgress run, PollingPolicy policy, FailureKind kind) {
    return elapsed(run, failingSince(run, kind), policy);
  }

  private Duration sinceStart(RunProgress run, PollingPolicy policy) {
    return elapsed(run, run.startedAt(), policy).minus(run.stoodStillFor());
  }

  private static boolean isOver(Duration elapsed, PollingPolicy policy) {
    return elapsed.compareTo(policy.timeout()) > 0;
  }

  private static Duration grown(Duration elapsed, PollingPolicy policy) {
    if (elapsed.compareTo(policy.initialDelay()) < 0) {
      return policy.initialDelay();
    }
    return elapsed.compareTo(policy.maxDelay()) > 0 ? policy.maxDelay() : elapsed;
  }

  /** Leaves out what was not measured yet and does not count. */
  private Duration elapsed(RunProgress run, Instant since, PollingPolicy policy) {
    Instant now = clock.instant();
    return since == null
        ? Duration.ZERO
        : Duration.between(since, now).minus(Standstill.of(run, policy, now));
  }

  private Duration jittered(Duration delay) {
    return scaled(delay, 1 + JITTER * (2 * random.getAsDouble() - 1));
  }

  private Duration notBefore(Duration delay) {
    return scaled(delay, 1 + JITTER * random.getAsDouble());
  }

  private static Duration scaled(Duration delay, double factor) {
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }
}
