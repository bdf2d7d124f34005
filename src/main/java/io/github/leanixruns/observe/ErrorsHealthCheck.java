package io.github.leanixruns.observe;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Is DOWN once an {@link Error} has occurred, for liveness too: a part of the program may no longer
 * work.
 */
public final class ErrorsHealthCheck extends AbstractHealthCheck {

  private final AtomicReference<String> first = new AtomicReference<>();

  public ErrorsHealthCheck() {
    super("leanix", "errors");
  }

  /** Records an error. Only the first one is reported. */
  public void failed(Throwable error) {
    first.compareAndSet(null, error.toString());
  }

  @Override
  public boolean isLiveness() {
    return true;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    String error = first.get();
    if (error == null) {
      builder.up();
    } else {
      builder
          .message(
              String.format(
                  Locale.ROOT,
                  "An error occurred, and a part of leanix-runs may no longer work: %s. Restart leanix-runs; if memory is short, increase -Xmx.",
                  error))
          .down();
    }
  }
}
