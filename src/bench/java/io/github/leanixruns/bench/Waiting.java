package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the cost of a thousand runs that wait for LeanIX. */
final class Waiting {

  private static final int COUNT = 1_000;
  // the poll delay grows with the age of a run, up to 30 s
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  // twice the longest delay, that is, about two requests per run
  private static final Duration MEASURED = Duration.ofSeconds(60);
  private static final long MAX_THREADS = 60;
  private static final long MAX_HEAP_MB = 128;
  private static final double MAX_CPU_PERCENT = 5;

  private final Path folder;

  Waiting(Path folder) {
    this.folder = folder;
  }

  Row run() throws IOException, InterruptedException {
    Path here = Files.createDirectories(folder.resolve("waiting"));
    Path ldifs = SmallLdifs.write("inbound", COUNT, here.resolve("ldifs"));
    try (StandIn leanix = new StandIn(Duration.ZERO, Duration.ofHours(1));
        HubProcess hub = HubProcess.start(leanix, here, Map.of())) {
      hub.awaitLog("Inbox:");
      for (int i = 0; i < COUNT; i++) {
        hub.drop(ldifs.resolve("ldif-" + i + ".json"), "ldif-" + i + ".json");
      }
      hub.await(() -> leanix.started() == COUNT);
      TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
      Duration before = hub.cpu();
      TimeUnit.MILLISECONDS.sleep(MEASURED.toMillis());
      double percent = 100.0 * hub.cpu().minus(before).toMillis() / MEASURED.toMillis();
      long threads = hub.threads();
      long heap = hub.heapInUseMb();
      return new Row(
          "1,000 runs waiting in LeanIX",
          "%d threads, %.1f %% of a core".formatted(threads, percent),
          Row.NONE,
          Row.NONE,
          heap + " MB of heap in use",
          "≤ %d threads, ≤ %d MB heap, ≤ %.0f %%"
              .formatted(MAX_THREADS, MAX_HEAP_MB, MAX_CPU_PERCENT),
          threads <= MAX_THREADS && heap <= MAX_HEAP_MB && percent <= MAX_CPU_PERCENT);
    } finally {
      Folders.delete(here);
    }
  }
}
