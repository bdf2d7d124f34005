package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Measures how fast an idle hub processes a file and delivers results. */
final class Latencies {

  private static final int COUNT = 60;
  private static final int SPACING_MS = 300;
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration INBOX_POLL = Duration.ofSeconds(1);
  private static final Duration RUN_TIME = Duration.ofMillis(2_500);
  private static final Duration MARGIN = Duration.ofMillis(250);
  private static final long SMALL_RESULTS = 2_000;
  private static final double PERCENTILE = 0.95;

  private static final int STARTS = 5;
  private static final Duration MAX_TO_START = Duration.ofMillis(2_500);

  private final Path folder;

  Latencies(Path folder) {
    this.folder = folder;
  }

  List<Row> run() throws IOException, InterruptedException {
    Path here = Files.createDirectories(folder.resolve("latencies"));
    Path ldifs = SmallLdifs.write("outbound", COUNT + 1, here.resolve("ldifs"));
    Path outbox = Files.createDirectories(here.resolve("data/outbox"));
    Random random = new Random(4711);
    try (StandIn leanix = new StandIn(Duration.ZERO, RUN_TIME);
        HubProcess hub = HubProcess.start(leanix, here, Map.of());
        WatchService watch = FileSystems.getDefault().newWatchService()) {
      leanix.enableResults(SMALL_RESULTS);
      hub.awaitLog("Inbox:");
      hub.drop(ldifs.resolve("ldif-" + COUNT + ".json"), "first.json");
      hub.awaitReceipts(1);
      leanix.runs().clear();
      outbox.register(watch, StandardWatchEventKinds.ENTRY_CREATE);

      Map<String, Instant> appeared = new HashMap<>();
      List<Instant> dropped = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        watchFor(Duration.ofMillis(SPACING_MS / 2 + random.nextInt(SPACING_MS)), watch, appeared);
        hub.drop(ldifs.resolve("ldif-" + i + ".json"), "ldif-" + i + ".json");
        dropped.add(Instant.now());
      }
      while (appeared.size() < COUNT) {
        watchFor(Duration.ofMillis(100), watch, appeared);
      }
      return List.of(delivery(leanix, appeared), intake(leanix, dropped));
    } finally {
      Folders.delete(here);
    }
  }

  private static void watchFor(Duration time, WatchService watch, Map<String, Instant> appeared)
      throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      WatchKey key = watch.poll(left, TimeUnit.NANOSECONDS);
      if (key != null) {
        Instant now = Instant.now();
        for (WatchEvent<?> event : key.pollEvents()) {
          String name = event.context().toString();
          if (name.endsWith(".results.json")) {
            appeared.put(name.replaceFirst(".*\\.(run-\\d+)\\.results\\.json", "$1"), now);
          }
        }
        key.reset();
      }
    }
  }

  /** The time between the last two status requests is the poll delay of the run. */
  private static Row delivery(StandIn leanix, Map<String, Instant> appeared) {
    List<Duration> late = new ArrayList<>();
    List<Duration> beyondPoll = new ArrayList<>();
    leanix
        .runs()
        .forEach(
            (id, run) -> {
              List<Instant> asked = run.statusRequestedAt();
              Instant before = asked.size() > 1 ? asked.get(asked.size() - 2) : run.startedAt;
              Duration delay = Duration.between(before, asked.get(asked.size() - 1));
              Duration lag = Duration.between(run.startedAt.plus(RUN_TIME), appeared.get(id));
              late.add(lag);
              beyondPoll.add(lag.minus(delay));
            });
    Duration limit = percentile(beyondPoll);
    return new Row(
        "FINISHED in LeanIX → results in the outbox, 95th percentile",
        "%d ms, the poll delay %+d ms".formatted(percentile(late).toMillis(), limit.toMillis()),
        Row.NONE,
        Row.NONE,
        Row.NONE,
        "≤ the poll delay + %d ms".formatted(MARGIN.toMillis()),
        limit.compareTo(MARGIN) <= 0);
  }

  private static Row intake(StandIn leanix, List<Instant> dropped) {
    List<Instant> created =
        leanix.runs().values().stream().map(run -> run.createdAt).sorted().toList();
    List<Duration> late = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      late.add(Duration.between(dropped.get(i).plus(SETTLE), created.get(i)));
    }
    Duration limit = INBOX_POLL.plus(MARGIN);
    return new Row(
        "a file settled → create received by LeanIX, 95th percentile",
        "%d ms".formatted(percentile(late).toMillis()),
        Row.NONE,
        Row.NONE,
        Row.NONE,
        "≤ the inbox poll + %d ms = %d ms".formatted(MARGIN.toMillis(), limit.toMillis()),
        percentile(late).compareTo(limit) <= 0);
  }

  /** The first poll of the inbox logs a subfolder without a channel. */
  Row start() throws IOException, InterruptedException {
    List<Duration> times = new ArrayList<>();
    try (StandIn leanix = new StandIn(Duration.ZERO, Duration.ZERO)) {
      for (int i = 0; i < STARTS; i++) {
        Path here = Files.createDirectories(folder.resolve("start-" + i));
        Files.createDirectories(here.resolve("data/inbox/stranger"));
        long start = System.nanoTime();
        try (HubProcess hub = HubProcess.start(leanix, here, Map.of())) {
          hub.awaitLog("[stranger]");
          times.add(Duration.ofNanos(System.nanoTime() - start));
        } finally {
          Folders.delete(here);
        }
      }
    }
    times.sort(Comparator.naturalOrder());
    Duration median = times.get(STARTS / 2);
    return new Row(
        "first start to the first poll of the inbox, median of " + STARTS,
        "%.2f s".formatted(median.toMillis() / 1e3),
        Row.NONE,
        Row.NONE,
        Row.NONE,
        "≤ %.1f s".formatted(MAX_TO_START.toMillis() / 1e3),
        median.compareTo(MAX_TO_START) <= 0);
  }

  private static Duration percentile(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    return sorted.get((int) Math.ceil(PERCENTILE * sorted.size()) - 1);
  }
}
