package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system refuses to write more in the middle of a result, as a full disk does. */
class DiskFullIT {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final int MOST_BYTES_OF_A_FILE = 1_000_000;

  @TempDir private Path folder;

  @Test
  void aResultThatDoesNotFitWaitsUntilItDoesAndIsNeverSeenInHalf() throws Exception {
    assumeThat(PRLIMIT).isExecutable();
    Path data = folder.resolve("data");
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
        Program program =
            Program.startFor(
                sandbox.baseUrl(),
                sandbox.apiToken(),
                folder,
                Map.of("LEANIX_RUN_POLL", "100ms", "LEANIX_RUN_POLL_MAX", "300ms"))) {
      await().atMost(Program.PATIENCE).until(() -> Files.isDirectory(data.resolve("inbox")));
      drop("import.json", Ldifs.inbound("crm").replace("Order Desk", "x".repeat(3_000_000)));
      await().atMost(Program.PATIENCE).until(() -> names("archive").size() == 2);

      limit(program, String.valueOf(MOST_BYTES_OF_A_FILE));
      drop("export.json", Ldifs.outbound("all"));
      await()
          .atMost(Program.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(program.output())
                      .contains("[export.json] FINISHED: run")
                      .containsPattern("FINISHED.*retrying: Cannot store file: "));
      assertThat(visible(names("outbox"))).isEmpty();
      assertThat(names("failed")).isEmpty();

      limit(program, "unlimited");
      await().atMost(Program.PATIENCE).until(() -> names("archive").size() == 4);

      List<String> results = names("outbox");
      assertThat(results).hasSize(1);
      assertThat(
              new ObjectMapper()
                  .readTree(data.resolve("outbox").resolve(results.get(0)).toFile())
                  .at("/content/0/data/name")
                  .textValue())
          .hasSize(3_000_000);
      assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1, 1);
      assertThat(program.output()).doesNotContain("Exception", "\tat ");
    }
  }

  private void drop(String name, String ldif) throws Exception {
    Path part = folder.resolve(name + ".part");
    Files.write(part, ldif.getBytes(StandardCharsets.UTF_8));
    Files.move(part, folder.resolve("data/inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void limit(Program program, String bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder(
                PRLIMIT.toString(), "--pid=" + program.pid(), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(prlimit.exitValue()).isZero();
  }

  private List<String> names(String name) throws Exception {
    Path path = folder.resolve("data").resolve(name);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> visible(List<String> names) {
    return names.stream().filter(name -> !name.startsWith(".")).toList();
  }
}
