package io.github.leanixruns.observe;

import io.github.leanixruns.ldif.Words;
import io.github.leanixruns.log.OncePerMinute;
import io.github.leanixruns.settings.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is DOWN while an operation fails, and logs failures at most once a minute.
 *
 * <p>A failure ends when the operation succeeds, or when it has not failed again for some time,
 * because another node may have succeeded.
 */
public final class FailureHealthCheck extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.health");
  private static final Duration SEVERAL_ATTEMPTS = Duration.ofMinutes(2);

  private final Clock clock;
  private final Duration expiry;
  private final OncePerMinute oncePerMinute;
  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private BooleanSupplier quiet = () -> false;
  private String noun = "failure";
  private boolean logged;

  private record Failure(String description, Instant at) {}

  /**
   * Creates a check of operations that are retried at least twice a minute.
   *
   * @param id the check's name below {@code leanix/}
   */
  public FailureHealthCheck(String id, Clock clock) {
    this(id, clock, SEVERAL_ATTEMPTS);
  }

  /**
   * @param id the check's name below {@code leanix/}
   * @param expiry the time after which a failure ends that did not occur again
   */
  public FailureHealthCheck(String id, Clock clock, Duration expiry) {
    super("leanix", id);
    this.clock = clock;
    this.expiry = expiry;
    this.oncePerMinute = new OncePerMinute(clock);
  }

  /** Does not log failures while they follow from something that is logged already. */
  public FailureHealthCheck quietWhile(BooleanSupplier logged) {
    quiet = logged;
    return this;
  }

  /** Sets what the operations are about, for example "folder". */
  public FailureHealthCheck of(String noun) {
    this.noun = noun;
    return this;
  }

  /**
   * Records that an operation failed.
   *
   * @param operation identifies the operation; its previous failure is replaced
   * @param description what happened, and what to do
   */
  public synchronized void failed(String operation, String description) {
    Failure failure = new Failure(Secrets.mask(description), clock.instant());
    removeExpired();
    failures.put(operation, failure);
    if (!isStopping() && !quiet.getAsBoolean() && oncePerMinute.isDue()) {
      logged = true;
      LOG.error("{} Retrying until it succeeds.", summary(failure));
    }
  }

  /** Records that an operation succeeded. */
  public synchronized void recovered(String operation) {
    if (failures.remove(operation) != null && failures.isEmpty() && logged) {
      logged = false;
      LOG.info("The health check {} is UP again.", getId());
    }
  }

  /** What fails while the program stops is repeated at the next start. */
  private boolean isStopping() {
    return getCamelContext() != null && getCamelContext().isStopping();
  }

  private void removeExpired() {
    Instant limit = clock.instant().minus(expiry);
    failures.values().removeIf(failure -> failure.at().isBefore(limit));
  }

  private String summary(Failure failure) {
    int others = failures.size() - 1;
    return others == 0
        ? failure.description()
        : failure.description() + " (and " + Words.count(others, "more " + noun) + ")";
  }

  @Override
  protected synchronized void doCall(
      HealthCheckResultBuilder builder, Map<String, Object> options) {
    removeExpired();
    if (failures.isEmpty()) {
      builder.up();
    } else {
      builder.message(summary(failures.values().iterator().next())).down();
    }
  }
}
