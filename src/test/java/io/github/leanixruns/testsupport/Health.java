package io.github.leanixruns.testsupport;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** One of the program's health checks, as it is now. */
public record Health(HealthCheck.Result result) {

  /**
   * @param id the check's name below {@code leanix/}
   */
  public static Health of(CamelContext context, String id) {
    return HealthCheckHelper.invoke(context, "full").stream()
        .filter(result -> id.equals(result.getCheck().getId()))
        .findFirst()
        .map(Health::new)
        .orElseThrow();
  }

  public boolean isDown() {
    return result.getState() == HealthCheck.State.DOWN;
  }

  public String words() {
    return result.getMessage().orElse("");
  }
}
