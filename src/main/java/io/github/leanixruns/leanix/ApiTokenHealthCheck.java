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
  private final boolean runsWait;
  private volatile String refusal;

  /** Creates a check without a listener for when the token is accepted again. */
  public ApiTokenHealthCheck(String id, Clock clock) {
    this(id, clock, () -> {});
  }

  /** Creates a check for a kamelet, whose runs do not wait: their callers get an exception. */
  public static ApiTokenHealthCheck ofKamelet(Clock clock) {
    return new ApiTokenHealthCheck("api-token", clock, () -> {}, false);
  }

  /**
   * @param id the check's name below {@code leanix/}
   * @param acceptedAgain is called when a token that was refused is accepted
   */
  public ApiTokenHealthCheck(String id, Clock clock, Runnable acceptedAgain) {
    this(id, clock, acceptedAgain, true);
  }

  private ApiTokenHealthCheck(String id, Clock clock, Runnable acceptedAgain, boolean runsWait) {
    super("leanix", id);
    this.oncePerMinute = new OncePerMinute(clock);
    this.acceptedAgain = acceptedAgain;
    this.runsWait = runsWait;
  }

  synchronized void refused(String message) {
    refusal = message;
    if (oncePerMinute.isDue()) {
      LOG.warn(
          runsWait ? "{} All runs wait and continue when LeanIX accepts the token." : "{}",
          message);
    }
  }

  synchronized void accepted() {
    if (refusal != null) {
      refusal = null;
      oncePerMinute.reset();
      LOG.info(
          runsWait
              ? "LeanIX accepts the API token again. The runs continue."
              : "LeanIX accepts the API token again.");
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
