package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the cost of runs that wait for LeanIX. */
final class Waiting {

  // the poll delay grows with the age of a run, up to 30 s
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  // twice the longest delay
  private static final Duration MEASURED = Duration.ofSeconds(60);
  private static final long MAX_THREADS = 60;
  private static final long MAX_HEAP_MB = 128;

  private final Path folder;

  Waiting(Path folder) {
    this.folder = folder;
  }

  /**
   * Measures a number of waiting runs.
   *
   * @param maxPerSecond the targets: requests a second, and per cent of a core
   */
  Row run(int count, int maxPerSecond) throws IOException, InterruptedException {
    Path here = Files.createDirectories(folder.resolve("waiting"));
    Path ldifs = SmallLdifs.write("inbound", count, here.resolve("ldifs"));
    try (StandIn leanix = new StandIn(Duration.ZERO, Duration.ofHours(1));
        HubProcess hub = HubProcess.start(leanix, here, Map.of())) {
      hub.awaitLog("Inbox:");
      for (int i = 0; i < count; i++) {
        hub.drop(ldifs.resolve("ldif-" + i + ".json"), "ldif-" + i + ".json");
      }
      hub.awaitCostly(() -> leanix.started() == count);
      TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
      Duration cpuBefore = hub.cpu();
      long requestsBefore = leanix.requests();
      TimeUnit.MILLISECONDS.sleep(MEASURED.toMillis());
      double percent = 100.0 * hub.cpu().minus(cpuBefore).toMillis() / MEASURED.toMillis();
      double perSecond = (double) (leanix.requests() - requestsBefore) / MEASURED.toSeconds();
      long threads = hub.threads();
      long heap = hub.heapInUseMb();
      return new Row(
          "%,d runs waiting in LeanIX".formatted(count),
          "%.2f requests/s, %.1f %% of a core, %d threads".formatted(perSecond, percent, threads),
          Row.NONE,
          Row.NONE,
          heap + " MB of heap in use",
          "≤ %d requests/s, ≤ %d %%, ≤ %d threads, ≤ %d MB heap"
              .formatted(maxPerSecond, maxPerSecond, MAX_THREADS, MAX_HEAP_MB),
          perSecond <= maxPerSecond
              && percent <= maxPerSecond
              && threads <= MAX_THREADS
              && heap <= MAX_HEAP_MB);
    } finally {
      Folders.delete(here);
    }
  }
}
