package io.github.leanixruns.run;

import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.leanix.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/**
 * Decides how long a run waits before its next step.
 *
 * <p>A delay is as long as the waiting has lasted already, from {@code leanix.run.poll} to {@code
 * leanix.run.poll-max}, give or take a tenth. It follows from times in the ledger, so that waiting
 * costs no write; what fails begins anew with a restart.
 */
public final class Delays {

  private static final double JITTER = 0.1;

  private final Clock clock;
  private final DoubleSupplier random;
  private final Function<Map<String, Object>, PollingPolicy> patience;

  /**
   * @param random numbers from 0 to 1
   * @param patience how long a run waits
   */
  public Delays(
      Clock clock, DoubleSupplier random, Function<Map<String, Object>, PollingPolicy> patience) {
    this.clock = clock;
    this.random = random;
    this.patience = patience;
  }

  /** Returns the time until a started run's status is asked again. */
  public Duration untilNextStatus(@Variable("run") Map<String, Object> run) {
    return jittered(grownSince(Times.of(run, "started_at"), patience.apply(run)));
  }

  /** Returns the time until a run whose step failed in passing is tried again. */
  public Duration untilRetry(
      @Variable("run") Map<String, Object> run, @ExchangeException Exception failure) {
    return RetryAfter.of(failure, clock)
        .map(this::notBefore)
        .orElseGet(() -> jittered(grownSince(Times.of(run, "failing_since"), patience.apply(run))));
  }

  /** Returns no time at all: the run has more to do. */
  public Duration atOnce() {
    return Duration.ZERO;
  }

  /** Returns the time until everything is tried again that waits for the API token. */
  public Duration untilTokenRetry(@Variable("run") Map<String, Object> run) {
    return jittered(patience.apply(run).most());
  }

  /** Tells whether a started run has taken longer than {@code leanix.run.timeout}. */
  public boolean hasTimedOut(@Variable("run") Map<String, Object> run) {
    return elapsedSince(Times.of(run, "started_at")).compareTo(timeout(run)) > 0;
  }

  /**
   * Tells whether LeanIX has been out of reach for a run longer than {@code leanix.run.timeout}. A
   * run that has finished in LeanIX is never given up, nor one that only our own disk holds up.
   */
  public boolean isGivenUp(@Variable("run") Map<String, Object> run) {
    boolean unfinished = Times.of(run, "finished_at") == null && Times.of(run, "ended_at") == null;
    boolean disk = FailureKind.DISK.label().equals(run.get("failing_cause"));
    return unfinished && !disk && isPatienceOver(run);
  }

  /** Tells whether something of a run has failed for longer than {@code leanix.run.timeout}. */
  public boolean isPatienceOver(@Variable("run") Map<String, Object> run) {
    return elapsedSince(Times.of(run, "failing_since")).compareTo(timeout(run)) > 0;
  }

  /**
   * Tells whether a reply has been tried for longer than {@code leanix.run.timeout}: since all else
   * was sent.
   */
  public boolean isReplyOverdue(@Variable("run") Map<String, Object> run) {
    return elapsedSince(Times.of(run, "sent_at")).compareTo(timeout(run)) > 0;
  }

  private Duration timeout(Map<String, Object> run) {
    return patience.apply(run).timeout();
  }

  private Duration grownSince(Instant since, PollingPolicy bounds) {
    Duration elapsed = elapsedSince(since);
    if (elapsed.compareTo(bounds.first()) < 0) {
      return bounds.first();
    }
    return elapsed.compareTo(bounds.most()) > 0 ? bounds.most() : elapsed;
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
