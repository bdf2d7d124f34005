package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged program, started as by a user, with a heap of 128 MB. */
final class HubProcess implements AutoCloseable {

  static final int HEAP_MB = 128;

  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int KB_IN_MB = 1024;
  private static final long TICKS_IN_SECOND = 100;

  private static Path archive;

  private final Process process;
  private final Path folder;

  private HubProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Creates the archive of classes that docs/performance.md describes. */
  static void archiveClasses(Path folder) throws IOException, InterruptedException {
    archive = folder.resolve("leanix-runs.jsa").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:ArchiveClassesAtExit=" + archive,
            "-Dcamel.main.duration-max-seconds=10",
            "-jar",
            "target/leanix-runs.jar",
            "--sandbox");
    builder.environment().put("LEANIX_DATA", folder.resolve("archiving").toString());
    builder.environment().put("LEANIX_OBSERVE_PORT", "0");
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("archiving.log").toFile());
    if (builder.start().waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("archiving.log")));
    }
  }

  /**
   * Starts the program.
   *
   * @param folder the folder for the data and the log
   * @param settings environment variables
   */
  static HubProcess start(StandIn leanix, Path folder, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(folder.resolve("data/inbox"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + HEAP_MB + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:SharedArchiveFile=" + archive);
    // for a profiler, for example
    command.addAll(List.of(System.getenv().getOrDefault("BENCH_JAVA_OPTIONS", "").split(" ")));
    command.removeIf(String::isEmpty);
    command.addAll(List.of("-jar", "target/leanix-runs.jar"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("LEANIX_"));
    builder.environment().put("LEANIX_BASE_URL", leanix.baseUrl());
    builder.environment().put("LEANIX_API_TOKEN", StandIn.API_TOKEN);
    builder.environment().put("LEANIX_DATA", folder.resolve("data").toString());
    builder.environment().put("LEANIX_OBSERVE_PORT", "0");
    // a limit would be measured instead of the program
    builder.environment().put("LEANIX_REQUESTS_PER_SECOND", "1000000");
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    return new HubProcess(builder.start(), folder);
  }

  Path inbox() {
    return folder.resolve("data/inbox");
  }

  /** Moves a file into the inbox atomically. */
  void drop(Path file, String name) throws IOException {
    Files.move(file, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  long count(String subfolder, String ending) {
    Path path = folder.resolve("data").resolve(subfolder);
    if (!Files.isDirectory(path)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(ending)).count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a condition holds that is cheap to evaluate. */
  void await(BooleanSupplier condition) throws InterruptedException {
    await(condition, Duration.ofMillis(2));
  }

  /** Waits until a number of runs have receipts. */
  void awaitReceipts(long count) throws InterruptedException {
    awaitCostly(() -> count("archive", ".receipt.json") == count);
  }

  /** Waits until a condition holds that is expensive to evaluate. */
  void awaitCostly(BooleanSupplier condition) throws InterruptedException {
    await(condition, Duration.ofMillis(100));
  }

  private void await(BooleanSupplier condition, Duration between) throws InterruptedException {
    Instant deadline = Instant.now().plus(TIMEOUT);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("Timed out. The log of the program:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(between.toMillis());
    }
  }

  void awaitLog(String text) throws InterruptedException {
    await(() -> log().contains(text));
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the maximum resident memory in MB. */
  long peakResidentMb() throws IOException {
    return status("VmHWM") / KB_IN_MB;
  }

  long threads() throws IOException {
    return status("Threads");
  }

  private long status(String name) throws IOException {
    Matcher value =
        Pattern.compile(name + ":\\s+(\\d+)")
            .matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    if (!value.find()) {
      throw new IllegalStateException("Not found in /proc: " + name);
    }
    return Long.parseLong(value.group(1));
  }

  /** Returns the processor time used so far. */
  Duration cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * 1000 / TICKS_IN_SECOND);
  }

  /** Collects garbage, and returns the used heap in MB. */
  long heapInUseMb() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = Pattern.compile("generation .*used (\\d+)K").matcher(jcmd("GC.heap_info"));
    long usedKb = used.results().mapToLong(result -> Long.parseLong(result.group(1))).sum();
    if (usedKb == 0) {
      throw new IllegalStateException("jcmd did not report the used heap");
    }
    return usedKb / KB_IN_MB;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    return Commands.run(
        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
        String.valueOf(process.pid()),
        command);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
