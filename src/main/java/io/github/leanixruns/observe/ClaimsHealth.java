package io.github.leanixruns.observe;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is DOWN while a settled file lies in the inbox that cannot be taken out of it. */
public final class ClaimsHealth extends AbstractHealthCheck {

  private final Supplier<Map<String, String>> untaken;

  /**
   * @param untaken the names of such files, and why each cannot be taken
   */
  public ClaimsHealth(Supplier<Map<String, String>> untaken) {
    super("leanix", "claims");
    this.untaken = untaken;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Map<String, String> files = untaken.get();
    if (files.isEmpty()) {
      builder.up();
    } else {
      builder
          .message(
              "Files cannot be taken out of the inbox: %s. Check the disk and the permissions of the inbox and work folders."
                  .formatted(files))
          .down();
    }
  }
}
