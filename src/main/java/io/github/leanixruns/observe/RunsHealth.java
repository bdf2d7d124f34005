package io.github.leanixruns.observe;

import io.github.leanixruns.run.TroubleCause;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Is DOWN while a run waits for something that does not pass by itself, or the ledger cannot be
 * read. What passes, LeanIX out of reach for example, needs nobody.
 */
public final class RunsHealth extends AbstractHealthCheck {

  private final Supplier<List<Map<String, Object>>> failingCauses;

  /**
   * @param failingCauses the rows of {@code select-failing-causes.sql}
   */
  public RunsHealth(Supplier<List<Map<String, Object>>> failingCauses) {
    super("leanix", "runs");
    this.failingCauses = failingCauses;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    try {
      List<Map<String, Object>> stuck =
          failingCauses.get().stream().filter(RunsHealth::needsPerson).toList();
      if (stuck.isEmpty()) {
        builder.up();
      } else {
        builder.message(words(stuck)).down();
      }
    } catch (RuntimeException e) {
      builder.message("The ledger cannot be read: " + e.getMessage()).down();
    }
  }

  private static boolean needsPerson(Map<String, Object> row) {
    return TroubleCause.ofLabel((String) row.get("failing_cause")).needsPerson();
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
