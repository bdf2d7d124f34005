package io.github.leanixruns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of 300 files: none is lost, and none is started twice. */
class KillIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FILES = 300;
  private static final int CONNECTORS = 30;
  private static final int KILLS = 10;

  @TempDir private Path data;

  @Test
  void nothingIsLostAndNothingIsStartedTwice() throws Exception {
    dropAll();
    try (Sandbox sandbox =
        Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ofMillis(50)))) {
      for (int kill = 1; kill <= KILLS; kill++) {
        int before = sandbox.runs().size();
        int more = FILES * kill / (KILLS + 1);
        try (Program program = start(sandbox)) {
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(1))
              .until(() -> sandbox.runs().size() > before && deliveredOrWaiting(more));
          program.kill();
        }
      }
      try (Program program = start(sandbox)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> names("archive").size() >= 2 * FILES);
        assertThat(program.isAlive()).isTrue();
      }

      assertEveryFileIsThroughOnce(sandbox);
      assertOrder(sandbox);
    }
  }

  /** Kills come spread over the whole campaign. */
  private boolean deliveredOrWaiting(int count) {
    return names("archive").size() / 2 >= count;
  }

  private void dropAll() throws IOException {
    Files.createDirectories(data.resolve("inbox"));
    Instant start = Instant.now().minus(Duration.ofHours(1));
    for (int i = 0; i < FILES; i++) {
      Path file = data.resolve("inbox/f%03d.json".formatted(i));
      String connector = "crm" + i % CONNECTORS;
      String description = "%03d".formatted(i);
      Files.writeString(
          file,
          i % CONNECTORS < CONNECTORS / 2
              ? Ldifs.inbound(connector, description)
              : Ldifs.outbound(connector, description));
      Files.setLastModifiedTime(file, FileTime.from(start.plusMillis(i)));
    }
  }

  private Program start(Sandbox sandbox) throws IOException {
    return Program.start(
        Path.of("").toAbsolutePath(),
        Path.of("target", "leanix-runs.jar"),
        data.resolve("output"),
        Map.of(
            "LEANIX_BASE_URL",
            sandbox.baseUrl(),
            "LEANIX_API_TOKEN",
            sandbox.apiToken(),
            "LEANIX_DATA",
            data.toString(),
            "LEANIX_RUN_POLL",
            "50ms",
            "LEANIX_INBOX_POLL",
            "50ms",
            "LEANIX_INBOX_SETTLE",
            "50ms"),
        List.of());
  }

  private void assertEveryFileIsThroughOnce(Sandbox sandbox) throws IOException {
    assertThat(names("inbox")).isEmpty();
    assertThat(names("failed")).isEmpty();
    assertThat(names("work/ldif")).isEmpty();
    assertThat(names("archive")).hasSize(2 * FILES);
    assertThat(names("outbox")).hasSize(FILES / 2).allMatch(name -> name.endsWith("results.json"));
    for (String name : names("outbox")) {
      assertThat(JSON.readTree(data.resolve("outbox").resolve(name).toFile()).at("/content"))
          .as(name)
          .isNotNull();
    }
    assertThat(sandbox.runs()).allMatch(run -> run.starts() <= 1);
    List<String> started =
        sandbox.runs().stream()
            .filter(run -> run.starts() == 1)
            .map(RunRecord::description)
            .sorted()
            .toList();
    assertThat(started).hasSize(FILES).doesNotHaveDuplicates();
    assertThat(Files.readString(data.resolve("output"))).doesNotContain("ERROR", "Exception");
  }

  private static void assertOrder(Sandbox sandbox) {
    Map<String, List<RunRecord>> lanes =
        sandbox.runs().stream()
            .filter(run -> run.starts() == 1)
            .sorted(Comparator.comparing(RunRecord::startedAt))
            .collect(Collectors.groupingBy(RunRecord::connectorId));
    assertThat(lanes).hasSize(CONNECTORS);
    assertThat(lanes.values())
        .allSatisfy(lane -> assertThat(lane).extracting(RunRecord::description).isSorted());
  }

  private List<String> names(String folder) {
    try (Stream<Path> files = Files.list(data.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
