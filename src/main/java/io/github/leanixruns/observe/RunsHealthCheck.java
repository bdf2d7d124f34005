package io.github.leanixruns.observe;

import io.github.leanixruns.run.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Is DOWN while a run waits for something that does not pass by itself, or has not passed for as
 * long as a run may take, or the ledger cannot be read. What passes, LeanIX out of reach for
 * example, needs nobody.
 */
public final class RunsHealthCheck extends AbstractHealthCheck {

  private final Supplier<List<Map<String, Object>>> failingCauses;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param failingCauses the rows of {@code select-failing-causes.sql}
   * @param patience {@code leanix.run.timeout}, after which anything needs a person
   */
  public RunsHealthCheck(
      Supplier<List<Map<String, Object>>> failingCauses, Duration patience, Clock clock) {
    super("leanix", "runs");
    this.failingCauses = failingCauses;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    try {
      List<Map<String, Object>> stuck =
          failingCauses.get().stream().filter(this::needsPerson).toList();
      if (stuck.isEmpty()) {
        builder.up();
      } else {
        builder.message(words(stuck)).down();
      }
    } catch (RuntimeException e) {
      builder.message("The ledger cannot be read: " + e.getMessage()).down();
    }
  }

  private boolean needsPerson(Map<String, Object> row) {
    Instant since = Instant.ofEpochMilli(((Number) row.get("failing_since")).longValue());
    return FailureKind.ofLabel((String) row.get("failing_cause")).needsPerson()
        || Duration.between(since, clock.instant()).compareTo(patience) > 0;
  }

  private static String words(List<Map<String, Object>> stuck) {
    return stuck.stream()
        .map(
            row ->
                "%s waiting for a person, [%s] among them: %s"
                    .formatted(
                        counted((Number) row.get("runs")),
                        row.get("file_name"),
                        row.get("failure")))
        .collect(Collectors.joining("; "));
  }

  private static String counted(Number runs) {
    return runs.longValue() == 1 ? "1 run is" : runs + " runs are";
  }
}
