package io.github.leanixruns.observe;

import io.github.leanixruns.log.LogSetup;
import io.micrometer.core.instrument.FunctionCounter;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Body;

/**
 * Registers the gauges of the program, and the count of dropped log lines. An age is in seconds,
 * and 0 if there is nothing to age.
 */
public final class Gauges {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Clock clock;
  private final MultiGauge openRuns;
  private List<Map<String, Object>> stages = List.of();
  private List<Map<String, Object>> registeredStages = List.of();
  private volatile Optional<Instant> oldestReceived = Optional.empty();

  /**
   * @param oldestInInbox returns the time of the oldest file in the inbox
   * @param lastAnswerAt returns the time of LeanIX's last successful answer, in milliseconds since
   *     1970
   */
  public Gauges(
      MeterRegistry meters,
      Clock clock,
      Supplier<Optional<Instant>> oldestInInbox,
      LongSupplier lastAnswerAt) {
    this.clock = clock;
    this.openRuns =
        MultiGauge.builder("leanix.runs.open")
            .description("Open runs by stage and connector")
            .register(meters);
    Gauge.builder("leanix.oldest.waiting.file.age", () -> ageOfOldest(oldestInInbox.get()))
        .description("Age of the oldest file without a run in LeanIX, including the inbox")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("leanix.last.answer.age", () -> ageInSeconds(lastAnswerAt.getAsLong()))
        .description("Time since LeanIX's last successful answer, or since the start")
        .baseUnit("seconds")
        .register(meters);
    FunctionCounter.builder("leanix.log.dropped.lines", this, gauges -> LogSetup.droppedLines())
        .description("Lines of the log that were dropped because its output was not read")
        .register(meters);
  }

  private double ageOfOldest(Optional<Instant> inInbox) {
    return Stream.of(oldestReceived, inInbox)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(oldest -> ageInSeconds(oldest.toEpochMilli()))
        .orElse(0.0);
  }

  private double ageInSeconds(long millis) {
    return Math.max(0, clock.millis() - millis) / MILLIS_PER_SECOND;
  }

  /**
   * Tells whether other runs are open, or at other stages, than when the gauges were updated: many
   * connectors may wait for a long time. Called by one thread.
   *
   * @param stages the rows of {@code sum-open-runs.sql}
   */
  public boolean areOutdated(@Body List<Map<String, Object>> stages) {
    this.stages = stages;
    return !stages.equals(registeredStages);
  }

  /** Updates the gauges of open runs. Called by one thread. */
  public void openRuns(@Body List<OpenRuns> counts) {
    oldestReceived =
        counts.stream()
            .filter(count -> count.stage().equals("RECEIVED"))
            .map(OpenRuns::oldestReceivedAt)
            .min(Instant::compareTo);
    openRuns.register(
        counts.stream().map(count -> Row.of(tags(count), count.runs())).toList(), true);
    registeredStages = stages;
  }

  private static Tags tags(OpenRuns count) {
    return Tags.of("stage", count.stage(), "connector", count.connectorLabel());
  }
}
