package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures the throughput of small LDIFs and the processor time of each. */
final class SmallFiles {

  private static final int COUNT = 2_000;
  // enough for the JVM to compile the code
  private static final int COUNT_UNTIL_WARM = 6_000;
  private static final int COMMITS_PER_RUN = 4;
  private static final Duration YARDSTICK_TIME = Duration.ofSeconds(3);
  private static final double MIN_PER_SECOND = 100;
  private static final double MAX_CPU_MS = 12;

  private static final int SLOW_COUNT = 500;
  private static final int THREADS = 8;
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final Duration RUN_TIME = Duration.ofSeconds(1);
  private static final double MIN_RATIO = 0.8;

  private final Path folder;

  SmallFiles(Path folder) {
    this.folder = folder;
  }

  /** Measures LDIFs immediately after the start, and after several thousand others. */
  List<Row> atOnce() throws IOException, InterruptedException, SQLException {
    Path here = Files.createDirectories(folder.resolve("small"));
    double bare = bareCommits(here.resolve("bare.db"));
    try (StandIn leanix = new StandIn(Duration.ZERO, Duration.ZERO);
        HubProcess hub = start(leanix, here)) {
      Result cold = through(hub, leanix, here, COUNT);
      through(hub, leanix, here, COUNT_UNTIL_WARM);
      Result warm = through(hub, leanix, here, COUNT);
      return List.of(
          row("just started", cold, bare),
          row("after %,d others".formatted(COUNT + COUNT_UNTIL_WARM), warm, bare));
    } finally {
      Folders.delete(here);
    }
  }

  private static Row row(String when, Result result, double bare) {
    return new Row(
        "%,d small LDIFs, no latency, %s".formatted(COUNT, when),
        "%.0f runs/s, %.1f ms CPU a run".formatted(result.perSecond, result.cpuMs),
        "SQLite, %d synced commits a run: %.0f runs/s".formatted(COMMITS_PER_RUN, bare),
        "%.2f".formatted(result.perSecond / bare),
        result.residentMb + " MB resident",
        "≥ %.0f runs/s, ≤ %.0f ms CPU".formatted(MIN_PER_SECOND, MAX_CPU_MS),
        result.perSecond >= MIN_PER_SECOND && result.cpuMs <= MAX_CPU_MS);
  }

  Row withLatency() throws IOException, InterruptedException {
    Path here = Files.createDirectories(folder.resolve("slow"));
    Result ours;
    try (StandIn leanix = new StandIn(LATENCY, RUN_TIME);
        HubProcess hub = start(leanix, here)) {
      ours = through(hub, leanix, here, SLOW_COUNT);
    } finally {
      Folders.delete(here);
    }
    double bare;
    try (StandIn leanix = new StandIn(LATENCY, RUN_TIME)) {
      bare = new BareClient(leanix.baseUrl(), THREADS, RUN_TIME).runsPerSecond(SLOW_COUNT);
    }
    double ratio = ours.perSecond / bare;
    return new Row(
        "500 small LDIFs, 50 ms latency, runs of 1 s",
        "%.1f runs/s".formatted(ours.perSecond),
        "HttpClient, %d at a time: %.1f runs/s".formatted(THREADS, bare),
        "%.2f".formatted(ratio),
        ours.residentMb + " MB resident",
        "≥ %.1f of HttpClient".formatted(MIN_RATIO),
        ratio >= MIN_RATIO);
  }

  private record Result(double perSecond, double cpuMs, long residentMb) {}

  /** Starts a hub and executes a first run, which loads classes and opens connections. */
  private static HubProcess start(StandIn leanix, Path here)
      throws IOException, InterruptedException {
    HubProcess hub =
        HubProcess.start(leanix, here, Map.of("LEANIX_RUN_THREADS", String.valueOf(THREADS)));
    try {
      hub.awaitLog("Inbox:");
      through(hub, leanix, here, 1);
      return hub;
    } catch (IOException | InterruptedException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** Measures from the drop of the first file to the receipt of the last one. */
  private static Result through(HubProcess hub, StandIn leanix, Path here, int count)
      throws IOException, InterruptedException {
    Path ldifs = SmallLdifs.write("inbound", count, here.resolve("ldifs"));
    long before = hub.count("archive", ".receipt.json");
    Duration cpuBefore = hub.cpu();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      String name = "ldif-" + i + ".json";
      hub.drop(ldifs.resolve(name), name);
    }
    // lists the large archive only near the end
    hub.awaitCostly(() -> leanix.started() == before + count);
    hub.awaitReceipts(before + count);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuMs = (double) hub.cpu().minus(cpuBefore).toMillis() / count;
    return new Result(count / seconds, cpuMs, hub.peakResidentMb());
  }

  /** Measures how many runs per second the disk allows if each commit is synced. */
  private static double bareCommits(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("CREATE TABLE run (id INTEGER PRIMARY KEY, stage TEXT)");
      long runs = 0;
      long end = System.nanoTime() + YARDSTICK_TIME.toNanos();
      try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO run (id, stage) VALUES (?, 'RECEIVED')");
          PreparedStatement update =
              connection.prepareStatement("UPDATE run SET stage = ? WHERE id = ?")) {
        while (System.nanoTime() < end) {
          insert.setLong(1, runs);
          insert.executeUpdate();
          for (String stage : List.of("CREATED", "FINISHED", "DELIVERED")) {
            update.setString(1, stage);
            update.setLong(2, runs);
            update.executeUpdate();
          }
          runs++;
        }
      }
      return runs / (YARDSTICK_TIME.toNanos() / 1e9);
    }
  }
}
