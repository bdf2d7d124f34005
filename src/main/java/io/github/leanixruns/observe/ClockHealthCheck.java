package io.github.leanixruns.observe;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Shows in its details by how many seconds the clock of this machine is ahead of that of a shared
 * ledger. It is always UP, because the clock of the ledger is used.
 */
public final class ClockHealthCheck extends AbstractHealthCheck {

  private final Supplier<Duration> ahead;

  /**
   * @param ahead returns by how much the clock is ahead; negative if it is behind
   */
  public ClockHealthCheck(Supplier<Duration> ahead) {
    super("leanix", "clock");
    this.ahead = ahead;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up().detail("seconds-ahead-of-ledger", ahead.get().toSeconds());
  }
}
