package io.github.leanixruns.observe;

import io.github.leanixruns.run.ConnectorLabel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Body;

/**
 * Holds the measures that are looked up rather than counted: open runs, the oldest of them that
 * waits, and LeanIX's last answer. Ages are in seconds, and 0 where there is nothing to be old.
 */
public final class Gauges {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Clock clock;
  private final MultiGauge openRuns;
  private volatile long oldestWaitingSince = Long.MAX_VALUE;

  /**
   * @param oldestInInbox since when the oldest file in the inbox has lain there
   * @param lastAnswerAt when LeanIX last gave a good answer, in milliseconds since 1970
   */
  public Gauges(
      MeterRegistry meters,
      Clock clock,
      Supplier<Optional<Instant>> oldestInInbox,
      LongSupplier lastAnswerAt) {
    this.clock = clock;
    this.openRuns =
        MultiGauge.builder("leanix.runs.open")
            .description("Runs that are not at their end, by stage and connector")
            .register(meters);
    Gauge.builder(
            "leanix.oldest.waiting.file.age", () -> secondsSince(oldestOf(oldestInInbox.get())))
        .description("Age of the oldest file that is not yet created in LeanIX, inbox included")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("leanix.last.answer.age", () -> secondsSince(lastAnswerAt.getAsLong()))
        .description("Time since LeanIX last gave a good answer, or since the start")
        .baseUnit("seconds")
        .register(meters);
  }

  private long oldestOf(Optional<Instant> inInbox) {
    return Math.min(oldestWaitingSince, inInbox.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
  }

  private double secondsSince(long millis) {
    return Math.max(0, clock.millis() - millis) / MILLIS_PER_SECOND;
  }

  /**
   * Takes over what the ledger says.
   *
   * @param rows the rows of {@code count-open-runs.sql}
   */
  public void openRuns(@Body List<Map<String, Object>> rows) {
    OptionalLong oldest =
        rows.stream()
            .filter(row -> "RECEIVED".equals(row.get("stage")))
            .mapToLong(row -> number(row, "oldest_received_at"))
            .min();
    oldestWaitingSince = oldest.orElse(Long.MAX_VALUE);
    openRuns.register(
        rows.stream().map(row -> Row.of(tags(row), number(row, "runs"))).toList(), true);
  }

  private static Tags tags(Map<String, Object> row) {
    return Tags.of("stage", (String) row.get("stage"), "connector", connector(row));
  }

  private static String connector(Map<String, Object> row) {
    return ConnectorLabel.of(
        (String) row.get("connector_type"),
        (String) row.get("connector_id"),
        (String) row.get("connector_version"),
        (String) row.get("processing_direction"));
  }

  private static long number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }
}
