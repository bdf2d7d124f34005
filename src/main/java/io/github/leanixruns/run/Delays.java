package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.leanix.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.apache.camel.Variable;

/**
 * Decides how long a run waits before its next step.
 *
 * <p>A delay is as long as the run has been waiting so far, between {@code leanix.run.poll} and
 * {@code leanix.run.poll-max}, with a jitter of 10 percent. It is computed from times in the
 * ledger, so that waiting needs no writes.
 */
public final class Delays {

  private static final double JITTER = 0.1;
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
    return jittered(grownSince(run.startedAt(), channel.pollingPolicy()));
  }

  /** Tells whether a started run has taken longer than {@code leanix.run.timeout}. */
  public boolean hasTimedOut(
      @Variable("run") RunProgress run, @Variable("channel") Channel channel) {
    return isOver(run.startedAt(), channel.pollingPolicy());
  }

  /**
   * Tells whether LeanIX accepted a start, or said that the run was started earlier, and ten
   * minutes later the status still says that the run is not started.
   */
  public boolean isStartLost(@Variable("run") RunProgress run, @Variable("status") String status) {
    return "CREATED".equals(status)
        && elapsedSince(run.startSentAt()).compareTo(UNTIL_START_IS_LOST) > 0;
  }

  /**
   * Tells whether a reply has been tried for longer than {@code leanix.run.timeout}, counted from
   * the time at which the other messages were sent.
   */
  public boolean isReplyOverdue(@Variable("run") Run run, @Variable("channel") Channel channel) {
    return isOver(run.sentAt(), channel.pollingPolicy());
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
        .orElseGet(() -> jittered(grownSince(failingSince(run, kind), policy)));
  }

  /** Returns the time until a step is repeated for which LeanIX refused the API token. */
  Duration untilTokenRetry(PollingPolicy policy) {
    return jittered(policy.maxDelay());
  }

  /**
   * Tells whether a run is given up because its step has failed for longer than {@code
   * leanix.run.timeout}. A run that LeanIX has finished is never given up, nor one that a local
   * disk error stops.
   */
  boolean isGivenUp(RunProgress run, PollingPolicy policy, FailureKind kind) {
    boolean disk = run.waitsForDisk() && kind == FailureKind.DISK;
    return !disk && !run.isOver() && isOver(failingSince(run, kind), policy);
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
    return isOver(failingSince(run, FailureKind.NO_RESULTS), channel.pollingPolicy());
  }

  private boolean isOver(Instant since, PollingPolicy policy) {
    return elapsedSince(since).compareTo(policy.timeout()) > 0;
  }

  private Duration grownSince(Instant since, PollingPolicy policy) {
    Duration elapsed = elapsedSince(since);
    if (elapsed.compareTo(policy.initialDelay()) < 0) {
      return policy.initialDelay();
    }
    return elapsed.compareTo(policy.maxDelay()) > 0 ? policy.maxDelay() : elapsed;
  }

  private Duration elapsedSince(Instant since) {
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
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
