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
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
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

    assertThat(uploaded()).as("two blocks before, two after, and their list").isEqualTo(5);
    assertThat(sandbox.requests(Call.STORAGE)).hasSize(1);
    assertThat(sandbox.runs())
        .singleElement()
        .extracting(run -> run.received().length())
        .isEqualTo(4L * 4 * KILO);
  }

  @Test
  void onlyAMissingBlockBetweenOthersIsSent() throws Exception {
    drop();
    Fault outage = sandbox.on(Call.UPLOAD).forPart(UploadTest.block(1)).answer(503);
    try (OpenedHub hub = open(Map.of())) {
      assertThat(hub.isOpen()).isTrue();
      // the second failure is of an attempt that begins after all blocks of the first one
      await().until(() -> outage.hits() > 1);
    }
    int before = uploaded();
    outage.clear();

    try (OpenedHub hub = open(Map.of())) {
      assertThat(hub.isOpen()).isTrue();
      awaitReceipt();
    }

    assertThat(before).isEqualTo(3);
    assertThat(uploaded()).as("the missing block and the list").isEqualTo(before + 2);
    assertThat(sandbox.requests(Call.STORAGE)).hasSize(1);
    assertThat(sandbox.runs())
        .singleElement()
        .extracting(run -> run.received().sha256())
        .isEqualTo(sha256(Ldifs.inboundOfSize(4 * 4 * KILO)));
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
      // two blocks fail in the first attempt
      await().until(() -> outage.hits() > 2);
    }
    outage.clear();
  }

  private int uploaded() {
    return (int)
        sandbox.requests(Call.UPLOAD).stream().filter(request -> request.status() == 201).count();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
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
