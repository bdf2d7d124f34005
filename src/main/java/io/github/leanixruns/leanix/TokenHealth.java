package io.github.leanixruns.leanix;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells health and log whether LeanIX accepts the API token; the log at most once a minute. */
public final class TokenHealth extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix-api");
  private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

  private final Clock clock;
  private volatile String refusal;
  private Instant nextLogLine = Instant.MIN;

  public TokenHealth(Clock clock) {
    super("leanix", "api-token");
    this.clock = clock;
  }

  synchronized void refused(String words) {
    refusal = words;
    if (!clock.instant().isBefore(nextLogLine)) {
      nextLogLine = clock.instant().plus(BETWEEN_LOG_LINES);
      LOG.warn("{} All runs wait; none is lost. They go on once the token is right.", words);
    }
  }

  synchronized void accepted() {
    if (refusal != null) {
      refusal = null;
      nextLogLine = Instant.MIN;
      LOG.info("LeanIX accepts the API token again; the runs go on.");
    }
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    String words = refusal;
    if (words == null) {
      builder.up();
    } else {
      builder.message(words).down();
    }
  }
}
