package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures the requests of a run, and the throughput where LeanIX limits the requests. */
final class RequestLimits {

  private static final int RUNS = 200;
  private static final int CONNECTORS = 20;
  private static final int MAX_CALLS = 5;
  // the token, and what only the first run of a connector needs
  private static final double MAX_OTHERS = 0.2;
  private static final int LEANIX_PER_SECOND = 30;
  private static final double MIN_RATIO = 0.8;
  private static final int EXPORTS = 40;
  private static final int UNKNOWN_PER_SECOND = 10;
  private static final double MAX_REFUSED_PERCENT = 5;
  private static final double MAX_RATIO = 1.3;
  private static final int RESULT_BYTES = 2_000;

  private final Path folder;

  RequestLimits(Path folder) {
    this.folder = folder;
  }

  List<Row> run() throws IOException, InterruptedException {
    return List.of(calls("inbound"), calls("outbound"), atTheLimit(), atAnUnknownLimit());
  }

  private Row calls(String direction) throws IOException, InterruptedException {
    Measured measured = measure(direction, RUNS, Duration.ZERO, 1_000_000, Integer.MAX_VALUE);
    double calls = (double) (measured.requests - measured.statusRequests) / RUNS;
    return new Row(
        "Calls of a small %s run".formatted(direction),
        "%.1f and %.1f for the status"
            .formatted(calls, (double) measured.statusRequests / RUNS),
        Row.NONE,
        Row.NONE,
        Row.NONE,
        "≤ %d".formatted(MAX_CALLS),
        calls <= MAX_CALLS + MAX_OTHERS);
  }

  /** LeanIX answers 429 to more than 30 requests a second, which the settings allow. */
  private Row atTheLimit() throws IOException, InterruptedException {
    Measured measured =
        measure("inbound", RUNS, Duration.ZERO, LEANIX_PER_SECOND, LEANIX_PER_SECOND);
    double possible = (double) LEANIX_PER_SECOND * RUNS / measured.answered();
    double ratio = RUNS / measured.seconds / possible;
    return new Row(
        "%d small runs at LeanIX's limit of %d requests a second"
            .formatted(RUNS, LEANIX_PER_SECOND),
        "%.1f runs/s, %.1f %% answered 429"
            .formatted(RUNS / measured.seconds, measured.refusedPercent()),
        "requests ÷ %d: %.1f runs/s".formatted(LEANIX_PER_SECOND, possible),
        "%.2f".formatted(ratio),
        Row.NONE,
        "≥ %.1f of what is possible, ≤ %.0f %% 429".formatted(MIN_RATIO, MAX_REFUSED_PERCENT),
        ratio >= MIN_RATIO && measured.refusedPercent() <= MAX_REFUSED_PERCENT);
  }

  /** LeanIX answers 429 to more than 10 requests a second, half of what the settings allow. */
  private Row atAnUnknownLimit() throws IOException, InterruptedException {
    Measured measured =
        measure(
            "outbound", EXPORTS, Duration.ofSeconds(1), 2 * UNKNOWN_PER_SECOND, UNKNOWN_PER_SECOND);
    double possible = (double) measured.answered() / UNKNOWN_PER_SECOND;
    double ratio = measured.seconds / possible;
    return new Row(
        "%d exports at a limit of %d requests a second".formatted(EXPORTS, UNKNOWN_PER_SECOND),
        "%.1f s, %.1f %% answered 429".formatted(measured.seconds, measured.refusedPercent()),
        "requests ÷ %d: %.1f s".formatted(UNKNOWN_PER_SECOND, possible),
        "%.2f".formatted(ratio),
        Row.NONE,
        "≤ %.1f of what is possible, ≤ %.0f %% 429".formatted(MAX_RATIO, MAX_REFUSED_PERCENT),
        ratio <= MAX_RATIO && measured.refusedPercent() <= MAX_REFUSED_PERCENT);
  }

  private record Measured(double seconds, long requests, long statusRequests, long refused) {

    long answered() {
      return requests - refused;
    }

    double refusedPercent() {
      return 100.0 * refused / requests;
    }
  }

  /** Measures from the drop of the first file to the receipt of the last one. */
  private Measured measure(
      String direction, int count, Duration runTime, int allowedPerSecond, int maxPerSecond)
      throws IOException, InterruptedException {
    Path here = Files.createDirectories(folder.resolve("limits"));
    Path ldifs = SmallLdifs.write(direction, count, CONNECTORS, here.resolve("ldifs"));
    try (StandIn leanix = new StandIn(Duration.ZERO, runTime);
        HubProcess hub =
            HubProcess.start(
                leanix,
                here,
                Map.of("LEANIX_REQUESTS_PER_SECOND", String.valueOf(allowedPerSecond)))) {
      if (direction.equals("outbound")) {
        leanix.enableResults(RESULT_BYTES);
      }
      leanix.limit(maxPerSecond);
      hub.awaitLog("Inbox:");
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        String name = "ldif-" + i + ".json";
        hub.drop(ldifs.resolve(name), name);
      }
      hub.awaitReceipts(count);
      return new Measured(
          (System.nanoTime() - start) / 1e9,
          leanix.requests(),
          leanix.statusRequests(),
          leanix.refused());
    } finally {
      Folders.delete(here);
    }
  }
}
