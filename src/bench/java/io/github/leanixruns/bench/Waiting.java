package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A thousand runs that LeanIX has not finished: what it costs to wait for them. */
final class Waiting {

  private static final int COUNT = 1_000;
  // delays grow to 30 s, as the waiting has lasted
  private static final Duration UNTIL_DELAYS_HAVE_GROWN = Duration.ofSeconds(90);
  // twice the longest delay: each run is asked for twice, or about so
  private static final Duration WATCHED = Duration.ofSeconds(60);
  private static final long MOST_THREADS = 60;
  private static final long MOST_HEAP_MB = 128;
  private static final double MOST_CPU_PERCENT = 5;

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
      TimeUnit.MILLISECONDS.sleep(UNTIL_DELAYS_HAVE_GROWN.toMillis());
      Duration before = hub.cpu();
      TimeUnit.MILLISECONDS.sleep(WATCHED.toMillis());
      double percent = 100.0 * hub.cpu().minus(before).toMillis() / WATCHED.toMillis();
      long threads = hub.threads();
      long heap = hub.heapInUseMb();
      return new Row(
          "1,000 runs waiting in LeanIX",
          "%d threads, %.1f %% of a core".formatted(threads, percent),
          Row.NONE,
          Row.NONE,
          heap + " MB of heap in use",
          "≤ %d threads, ≤ %d MB heap, ≤ %.0f %%"
              .formatted(MOST_THREADS, MOST_HEAP_MB, MOST_CPU_PERCENT),
          threads <= MOST_THREADS && heap <= MOST_HEAP_MB && percent <= MOST_CPU_PERCENT);
    } finally {
      Folders.delete(here);
    }
  }
}
