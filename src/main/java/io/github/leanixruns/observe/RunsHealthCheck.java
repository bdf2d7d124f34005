package io.github.leanixruns.observe;

import io.github.leanixruns.ledger.FailingRuns;
import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Is DOWN while a run needs attention, or the ledger cannot be read. When a run needs attention
 * depends on the kind of its failure.
 */
public final class RunsHealthCheck extends AbstractHealthCheck {

  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private final Supplier<List<FailingRuns>> failingRuns;
  private final Duration timeout;
  private final Duration resultsTimeout;
  private final Clock clock;

  /** Reads the time-outs from the settings. */
  public static RunsHealthCheck of(
      Supplier<List<FailingRuns>> failingRuns, Settings settings, Clock clock) {
    return new RunsHealthCheck(
        failingRuns,
        settings.duration("leanix.run.timeout"),
        settings.duration("leanix.results.timeout"),
        clock);
  }

  /**
   * @param timeout {@code leanix.run.timeout}
   * @param resultsTimeout {@code leanix.results.timeout}
   */
  RunsHealthCheck(
      Supplier<List<FailingRuns>> failingRuns,
      Duration timeout,
      Duration resultsTimeout,
      Clock clock) {
    super("leanix", "runs");
    this.failingRuns = failingRuns;
    this.timeout = timeout;
    this.resultsTimeout = resultsTimeout;
    this.clock = clock;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    try {
      String failures =
          failingRuns.get().stream()
              .filter(this::needAttention)
              .map(RunsHealthCheck::describe)
              .collect(Collectors.joining("; "));
      if (failures.isEmpty()) {
        builder.up();
      } else {
        builder.message(failures).down();
      }
    } catch (RuntimeException e) {
      builder.message("The ledger cannot be read: " + e.getMessage()).down();
    }
  }

  private boolean needAttention(FailingRuns failing) {
    return switch (FailureKind.ofLabel(failing.failingCause()).attention()) {
      case AT_ONCE -> true;
      case AFTER_TWO_MINUTES -> failsLongerThan(TWO_MINUTES, failing);
      case AFTER_RESULTS_TIMEOUT -> failsLongerThan(resultsTimeout, failing);
      case AFTER_RUN_TIMEOUT -> failsLongerThan(timeout, failing);
    };
  }

  private boolean failsLongerThan(Duration duration, FailingRuns failing) {
    return Duration.between(failing.failingSince(), clock.instant()).compareTo(duration) > 0;
  }

  private static String describe(FailingRuns failing) {
    return String.format(
        Locale.ROOT,
        "%s, for example [%s]: %s",
        failing.runs() == 1 ? "1 run needs attention" : failing.runs() + " runs need attention",
        failing.fileName(),
        failing.failure());
  }
}
