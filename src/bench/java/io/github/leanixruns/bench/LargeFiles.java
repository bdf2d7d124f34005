package io.github.leanixruns.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures an LDIF and results of the same size. The yardstick is curl with the same transfers. */
final class LargeFiles {

  private static final int GIGABYTE_MB = 1024;
  private static final List<Integer> SIZES_MB = List.of(1, 10, 100, GIGABYTE_MB);
  private static final Duration MAX_TIME = Duration.ofSeconds(8);
  private static final double MAX_RATIO = 2.5;
  private static final long MAX_MEMORY_MB = 320;
  private static final Duration DISTANCE_LATENCY = Duration.ofMillis(50);
  private static final long DISTANCE_BYTES_PER_SECOND = 20_000_000;
  private static final double MIN_TIMES_CURL = 3;

  /**
   * The measurement of one size.
   *
   * @param seconds from the drop of the LDIF to its results in the outbox
   * @param curlSeconds for the same transfers by curl
   * @param residentMb the maximum resident memory of the program
   */
  record Point(int sizeMb, double seconds, double curlSeconds, long residentMb) {}

  private final Path folder;
  private final List<Point> points = new ArrayList<>();

  LargeFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns the measurement of each size. */
  List<Point> points() {
    return points;
  }

  /** Measures uploads and downloads over connections that are slow because of the distance. */
  Row overADistance() throws IOException, InterruptedException {
    Point point = measure(GIGABYTE_MB, DISTANCE_LATENCY, DISTANCE_BYTES_PER_SECOND);
    double times = point.curlSeconds / point.seconds;
    return new Row(
        "1 GB LDIF in, 1 GB results out, 50 ms latency, 20 MB/s for each connection",
        "%.1f s".formatted(point.seconds),
        "curl, one connection: %.1f s".formatted(point.curlSeconds),
        "%.2f".formatted(1 / times),
        point.residentMb + " MB resident",
        "≥ %.0f × as fast as curl, ≤ %d MB".formatted(MIN_TIMES_CURL, MAX_MEMORY_MB),
        times >= MIN_TIMES_CURL && point.residentMb <= MAX_MEMORY_MB);
  }

  List<Row> run() throws IOException, InterruptedException {
    for (int size : SIZES_MB) {
      points.add(measure(size, Duration.ZERO, 0));
    }
    Point largest = points.get(points.size() - 1);
    double ratio = largest.seconds / largest.curlSeconds;
    return List.of(
        new Row(
            "1 GB LDIF in, 1 GB results out",
            "%.1f s".formatted(largest.seconds),
            "curl %.1f s".formatted(largest.curlSeconds),
            "%.1f".formatted(ratio),
            largest.residentMb + " MB resident",
            "≤ %d s, ≤ %.1f × curl, ≤ %d MB"
                .formatted(MAX_TIME.toSeconds(), MAX_RATIO, MAX_MEMORY_MB),
            largest.seconds <= MAX_TIME.toSeconds()
                && ratio <= MAX_RATIO
                && largest.residentMb <= MAX_MEMORY_MB));
  }

  private Point measure(int sizeMb, Duration latency, long bytesPerSecond) throws IOException, InterruptedException {
    long bytes = (long) sizeMb << 20;
    Path here = Files.createDirectories(folder.resolve("large-" + sizeMb));
    Path ldif = write(bytes, here.resolve("ldif.json"));
    Path downloaded = here.resolve("downloaded.json");
    try (StandIn leanix = new StandIn(latency, Duration.ZERO, bytesPerSecond);
        HubProcess hub = HubProcess.start(leanix, here, Map.of())) {
      hub.awaitLog("Inbox:");
      Files.writeString(here.resolve("first"), SmallLdifs.text("inbound", 0, 0));
      hub.drop(here.resolve("first"), "first.json");
      hub.awaitReceipts(1);
      leanix.enableResults(bytes);
      double curl = seconds(() -> curl(leanix, ldif, downloaded));
      Files.delete(downloaded);
      double ours =
          seconds(
              () -> {
                hub.drop(ldif, "large.json");
                hub.await(() -> hub.count("outbox", ".results.json") == 1);
              });
      hub.awaitReceipts(2);
      return new Point(sizeMb, ours, curl, hub.peakResidentMb());
    } finally {
      Folders.delete(here);
    }
  }

  private static void curl(StandIn leanix, Path ldif, Path results)
      throws IOException, InterruptedException {
    Commands.run("curl", "-sf", "-o", "/dev/null", "-T", ldif.toString(), leanix.blob());
    Commands.run("curl", "-sf", "-o", results.toString(), leanix.blob());
  }

  static Path write(long bytes, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      new ResultBytes(bytes).writeTo(out);
    }
    return file;
  }

  private static double seconds(Work work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }
}
