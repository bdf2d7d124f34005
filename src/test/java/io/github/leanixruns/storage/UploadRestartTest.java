package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a restart, an upload continues with the next block. */
class UploadRestartTest {

  private static final int KILO = 1024;

  @TempDir Path data;
  private final SettableClock clock =
      SettableClock.runningFrom(Instant.parse("2026-01-02T03:04:05Z"));
  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() throws Exception {
    sandbox =
        Sandbox.start(
            SandboxSettings.defaults()
                .withRunTime(Duration.ZERO)
                .withStorageTime(Duration.ofHours(1))
                .withClock(clock));
    Files.createDirectories(data.resolve("inbox"));
  }

  @AfterEach
  void closeSandbox() {
    sandbox.close();
  }

  @Test
  void uploadedBlocksAreNotSentAgain() throws Exception {
    leaveAnUploadAfterTwoBlocks();

    try (OpenedHub hub = open(Map.of())) {
      assertThat(hub.isOpen()).isTrue();
      awaitReceipt();
    }

    assertThat(sandbox.requests(Call.UPLOAD))
        .filteredOn(request -> request.status() == 201)
        .as("two blocks before, two after, and their list")
        .hasSize(5);
    assertThat(sandbox.requests(Call.STORAGE)).hasSize(1);
    assertThat(sandbox.runs())
        .singleElement()
        .extracting(run -> run.received().length())
        .isEqualTo(4L * 4 * KILO);
  }

  @Test
  void anUploadWithAnExpiredUrlStartsAgain() throws Exception {
    leaveAnUploadAfterTwoBlocks();
    clock.advance(Duration.ofHours(2));

    try (OpenedHub hub = open(Map.of())) {
      assertThat(hub.isOpen()).isTrue();
      awaitReceipt();
    }

    assertThat(sandbox.requests(Call.STORAGE)).hasSize(2);
    assertThat(sandbox.runs())
        .singleElement()
        .extracting(run -> run.received().length())
        .isEqualTo(4L * 4 * KILO);
  }

  @Test
  void anUploadWithUnreadableProgressStartsAgain() throws Exception {
    leaveAnUploadAfterTwoBlocks();
    Files.writeString(files("work/ldif", ".upload").get(0), "{");

    try (OpenedHub hub = open(Map.of())) {
      assertThat(hub.isOpen()).isTrue();
      awaitReceipt();
    }

    assertThat(sandbox.requests(Call.STORAGE)).hasSize(2);
  }

  @Test
  void withoutStorageAllLdifsAreSentDirectly() throws Exception {
    drop();

    try (OpenedHub hub = open(Map.of("leanix.upload.storage", "false"))) {
      assertThat(hub.isOpen()).isTrue();
      awaitReceipt();
    }

    assertThat(sandbox.requests(Call.CREATE)).hasSize(1);
    assertThat(sandbox.requests(Call.STORAGE)).isEmpty();
  }

  private void leaveAnUploadAfterTwoBlocks() throws Exception {
    drop();
    sandbox.on(Call.UPLOAD).times(2).delay(Duration.ofMillis(1));
    Fault outage = sandbox.on(Call.UPLOAD).always().answer(503);
    try (OpenedHub hub = open(Map.of())) {
      assertThat(hub.isOpen()).isTrue();
      await().until(() -> outage.hits() > 0);
    }
    outage.clear();
  }

  private void awaitReceipt() throws IOException {
    await().until(() -> !files("archive", ".receipt.json").isEmpty());
    assertThat(files("work/ldif", ".upload")).isEmpty();
  }

  private List<Path> files(String folder, String ending) throws IOException {
    if (!Files.isDirectory(data.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(data.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private OpenedHub open(Map<String, String> settings) {
    Properties properties = HubTestSupport.shortDelays(sandbox, data);
    properties.put("leanix.upload.direct-max", "2KB");
    properties.put("leanix.upload.whole-max", "8KB");
    properties.put("leanix.upload.block-size", "4KB");
    properties.putAll(settings);
    return new OpenedHub(clock, properties);
  }

  private void drop() throws IOException {
    Path part = data.resolve("large.part");
    Files.write(part, Ldifs.inboundOfSize(4 * 4 * KILO));
    Files.move(part, data.resolve("inbox/large.json"), StandardCopyOption.ATOMIC_MOVE);
  }
}
