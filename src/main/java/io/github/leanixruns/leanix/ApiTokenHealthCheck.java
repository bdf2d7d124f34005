package io.github.leanixruns.leanix;

import io.github.leanixruns.log.OncePerMinute;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is DOWN while LeanIX refuses the API token. A warning is logged at most once a minute. */
public final class ApiTokenHealthCheck extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix-api");

  private final OncePerMinute oncePerMinute;
  private final Runnable acceptedAgain;
  private volatile String refusal;

  /** Creates a check without a listener for when the token is accepted again. */
  public ApiTokenHealthCheck(String id, Clock clock) {
    this(id, clock, () -> {});
  }

  /**
   * @param id the check's name below {@code leanix/}
   * @param acceptedAgain is called when a token that was refused is accepted
   */
  public ApiTokenHealthCheck(String id, Clock clock, Runnable acceptedAgain) {
    super("leanix", id);
    this.oncePerMinute = new OncePerMinute(clock);
    this.acceptedAgain = acceptedAgain;
  }

  synchronized void refused(String message) {
    refusal = message;
    if (oncePerMinute.isDue()) {
      LOG.warn("{} All runs wait and continue when LeanIX accepts the token.", message);
    }
  }

  synchronized void accepted() {
    if (refusal != null) {
      refusal = null;
      oncePerMinute.reset();
      LOG.info("LeanIX accepts the API token again. The runs continue.");
      acceptedAgain.run();
    }
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    String message = refusal;
    if (message == null) {
      builder.up();
    } else {
      builder.message(message).down();
    }
  }
}
