package io.github.leanixruns.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the packaged program, runs each workload beside a yardstick, and compares the results
 * with targets.
 *
 * <p>A missed target does not fail the build, because times depend on the load of the machine.
 */
public final class Bench {

  private static final Path TARGET = Path.of("target");

  private Bench() {}

  /**
   * Runs all parts, or only the given ones.
   *
   * @param only the names of parts, empty for all
   */
  public static void main(String... only) throws Exception {
    Path folder = TARGET.resolve("bench");
    Folders.delete(folder);
    Files.createDirectories(folder);
    List<String> parts = List.of(only);
    List<Row> rows = new ArrayList<>();
    HubProcess.archiveClasses(folder);
    LargeFiles large = new LargeFiles(folder);
    if (isIn("large", parts)) {
      rows.addAll(large.run());
    }
    if (isIn("distance", parts)) {
      rows.add(large.overADistance());
    }
    if (isIn("check", parts)) {
      rows.add(CheckBenchmark.run(folder));
    }
    if (isIn("small", parts)) {
      rows.addAll(new SmallFiles(folder).atOnce());
    }
    if (isIn("slow", parts)) {
      rows.add(new SmallFiles(folder).withLatency());
    }
    if (isIn("nodes", parts)) {
      rows.addAll(new Nodes(folder).run());
    }
    if (isIn("waiting", parts)) {
      rows.add(new Waiting(folder).run(1_000, 1));
      rows.add(new Waiting(folder).run(10_000, 2));
    }
    if (isIn("limits", parts)) {
      rows.addAll(new RequestLimits(folder).run());
    }
    if (isIn("latencies", parts)) {
      rows.addAll(new Latencies(folder).run());
    }
    if (isIn("status", parts)) {
      rows.add(StatusRequests.run());
    }
    if (isIn("start", parts)) {
      rows.add(new Latencies(folder).start());
    }
    Report report = new Report(Report.thisMachine(), rows, large.points());
    report.write(TARGET.resolve("bench.json"));
    if (!large.points().isEmpty()) {
      Chart.write(report, TARGET.resolve("bench.svg"));
    }
    System.out.println();
    System.out.println(report.machine());
    System.out.println();
    System.out.println(report.table());
    for (LargeFiles.Point point : large.points()) {
      System.out.println(point);
    }
    Folders.delete(folder);
  }

  private static boolean isIn(String part, List<String> parts) {
    return parts.isEmpty() || parts.contains(part);
  }
}
