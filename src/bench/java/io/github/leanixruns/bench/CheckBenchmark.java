package io.github.leanixruns.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Compares the check of a file of 1 KB elements with a loop over Jackson's tokens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CheckBenchmark {

  private static final long SIZE_MB = 1024;
  private static final double MIN_MB_PER_SECOND = 250;
  private static final double MIN_RATIO = 0.5;

  /** The file to check. */
  @Param("none")
  public String file;

  /** The complete check of leanix-runs. */
  @Benchmark
  public CheckedLdif check() throws IOException, LdifRejectedException {
    return new LdifCheck(HeaderDefaults.none()).check(Path.of(file));
  }

  /** The minimum for any JSON parser. */
  @Benchmark
  public long bareJackson() throws IOException {
    long tokens = 0;
    try (InputStream in = Files.newInputStream(Path.of(file));
        JsonParser parser = new JsonFactory().createParser(in)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  static Row run(Path folder) throws IOException, RunnerException {
    Path ldif = LargeFiles.write(SIZE_MB << 20, folder.resolve("check.json"));
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(CheckBenchmark.class.getName())
                    .param("file", ldif.toString())
                    // on one core, to include compilation and garbage collection
                    .jvmArgs("-Xmx" + HubProcess.HEAP_MB + "m", "-XX:ActiveProcessorCount=1")
                    .forks(1)
                    .warmupIterations(1)
                    .measurementIterations(4)
                    .timeout(TimeValue.minutes(2))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Files.delete(ldif);
    double ours = megabytesPerSecond(results, "check");
    double bare = megabytesPerSecond(results, "bareJackson");
    double ratio = ours / bare;
    return new Row(
        "the check alone, 1 GB of 1 KB elements (JMH)",
        "%.0f MB/s".formatted(ours),
        "Jackson's nextToken: %.0f MB/s".formatted(bare),
        "%.2f".formatted(ratio),
        Row.NONE,
        "≥ %.0f MB/s, ≥ %.1f of Jackson".formatted(MIN_MB_PER_SECOND, MIN_RATIO),
        ours >= MIN_MB_PER_SECOND && ratio >= MIN_RATIO);
  }

  private static double megabytesPerSecond(Collection<RunResult> results, String method) {
    List<Double> millis =
        results.stream()
            .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
            .map(result -> result.getPrimaryResult().getScore())
            .toList();
    return SIZE_MB * 1e3 / millis.get(0);
  }
}
