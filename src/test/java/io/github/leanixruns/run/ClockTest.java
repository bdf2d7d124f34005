package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock is set, or the machine sleeps: runs continue without a time-out. */
class ClockTest {

  @TempDir Path data;
  private final SettableClock clock =
      SettableClock.runningFrom(Instant.parse("2026-01-02T03:04:05Z"));
  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    Files.createDirectories(data.resolve("inbox"));
  }

  @AfterEach
  void closeSandbox() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-2H", "P-3650D", "PT10H", "P3650D"})
  void aJumpOfTheClockStopsNoRunAndEndsNone(Duration jump) throws Exception {
    try (OpenedHub hub = open()) {
      awaiting().until(hub::isOpen);
      sandbox.on(Call.STATUS).always().forConnector("polled").answerStatus("IN_PROGRESS");
      sandbox.on(Call.CREATE).always().forConnector("failing").answer(503);
      drop("polled");
      drop("failing");
      awaitRequests(Call.STATUS, 3);
      awaitRequests(Call.CREATE, 4);

      clock.advance(jump);

      awaitRequests(Call.STATUS, sandbox.requests(Call.STATUS).size() + 5);
      awaitRequests(Call.CREATE, sandbox.requests(Call.CREATE).size() + 5);
      drop("new");
      awaitReceipts(1);
      sandbox.clearFaults();
      awaitReceipts(3);
    }
    assertThat(data.resolve("failed")).isEmptyDirectory();
    assertThat(sandbox.runs()).hasSize(3).extracting(RunRecord::starts).containsOnly(1);
  }

  @Test
  void waitingRunsAreDueAtOnceAfterARestart() throws Exception {
    sandbox.on(Call.CREATE).once().answer(503, Map.of("Retry-After", "3600"));
    try (OpenedHub hub = open()) {
      awaiting().until(hub::isOpen);
      drop("waiting");
      awaitRequests(Call.CREATE, 1);
    }

    try (OpenedHub hub = open()) {
      awaiting().until(hub::isOpen);
      awaitReceipts(1);
    }
  }

  private OpenedHub open() {
    return new OpenedHub(clock, HubTestSupport.shortDelays(sandbox, data));
  }

  private void drop(String connector) throws IOException {
    Path part = Files.writeString(data.resolve(connector + ".part"), Ldifs.inbound(connector));
    Files.move(part, data.resolve("inbox/" + connector + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void awaitRequests(Call call, int count) {
    awaiting().until(() -> sandbox.requests(call).size() >= count);
  }

  private void awaitReceipts(int count) {
    awaiting()
        .until(
            () -> {
              String[] receipts =
                  data.resolve("archive")
                      .toFile()
                      .list((folder, name) -> name.endsWith(".receipt.json"));
              return receipts != null && receipts.length == count;
            });
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }
}
