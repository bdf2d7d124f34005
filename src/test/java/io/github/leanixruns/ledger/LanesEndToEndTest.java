package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One connector's runs go one after another; connectors go side by side. */
class LanesEndToEndTest extends HubTestSupport {

  private static final int FILES = 300;
  private static final int CONNECTORS = 30;
  private static final int THREADS = 4;

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.run.threads", String.valueOf(THREADS));
  }

  @Override
  protected SandboxSettings sandboxSettings() {
    return SandboxSettings.defaults().withRunTime(Duration.ofMillis(30));
  }

  @Override
  protected void beforeOpening() throws Exception {
    Instant start = Instant.now().minus(Duration.ofHours(1));
    for (int i = 0; i < FILES; i++) {
      Path file = inbox().resolve("f%03d.json".formatted(i));
      Files.writeString(file, Ldifs.inbound("crm" + i % CONNECTORS, "%03d".formatted(i)));
      Files.setLastModifiedTime(file, FileTime.from(start.plusMillis(i)));
    }
    // a call that takes a while shows how many work at the same time
    sandbox.on(Call.CREATE).always().delay(Duration.ofMillis(5));
  }

  @Test
  void threeHundredFilesOfThirtyConnectorsAreThroughInTheirOrder() {
    awaitReceipts("archive", FILES);

    assertThat(names("failed")).isEmpty();
    assertThat(sandbox.runs()).hasSize(FILES).allMatch(run -> run.starts() == 1);
    assertThat(sandbox.peakConcurrency()).isBetween(2, THREADS);
    Map<String, List<RunRecord>> byConnector =
        sandbox.runs().stream()
            .sorted(Comparator.comparing(RunRecord::startedAt))
            .collect(Collectors.groupingBy(RunRecord::connectorId));
    assertThat(byConnector).hasSize(CONNECTORS);
    byConnector.values().forEach(LanesEndToEndTest::assertOneAfterAnother);
  }

  private static void assertOneAfterAnother(List<RunRecord> lane) {
    assertThat(lane).extracting(RunRecord::description).isSorted();
    assertThat(IntStream.range(1, lane.size()))
        .as("each is created after the one before it has finished")
        .allMatch(i -> !lane.get(i).createdAt().isBefore(lane.get(i - 1).finishedAt()));
  }
}
