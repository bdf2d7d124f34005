package io.github.leanixruns.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed while one block, and then one range, is missing between others. Each build
 * has this without the process, in the tests of the package storage.
 */
@EnabledIfSystemProperty(named = "chaos.deaths", matches = "all")
class DeathInTransferIT {

  private static final int SIZE = 300_000;
  private static final int PARTS = 5;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "LEANIX_UPLOAD_DIRECT_MAX", "64KB",
          "LEANIX_UPLOAD_WHOLE_MAX", "64KB",
          "LEANIX_UPLOAD_BLOCK_SIZE", "64KB",
          "LEANIX_DOWNLOAD_WHOLE_MAX", "64KB",
          "LEANIX_DOWNLOAD_RANGE_SIZE", "64KB",
          "LEANIX_RUN_POLL", "20ms",
          "LEANIX_RUN_POLL_MAX", "100ms",
          "LEANIX_INBOX_POLL", "20ms",
          "LEANIX_INBOX_SETTLE", "20ms");
  private static final String SECOND_BLOCK =
      Base64.getEncoder().encodeToString("00000001".getBytes(StandardCharsets.US_ASCII));
  private static final String SECOND_RANGE = "bytes=65536-131071";

  @TempDir private Path folder;

  @Test
  void onlyWhatIsMissingIsTransferredAfterTheRestart() throws Exception {
    byte[] ldif = Ldifs.inboundOfSize(SIZE);
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      dieDuring(sandbox, Call.UPLOAD, SECOND_BLOCK, "import.json", ldif);
      assertThat(succeeded(sandbox, Call.UPLOAD, 201)).isEqualTo(PARTS - 1);

      try (Program program = start(sandbox)) {
        await().atMost(Program.PATIENCE).until(() -> count("archive", ".receipt.json") == 1);
        assertThat(program.isAlive()).isTrue();
      }
      assertThat(succeeded(sandbox, Call.UPLOAD, 201)).as("with the list").isEqualTo(PARTS + 1);
      assertThat(sandbox.runs())
          .singleElement()
          .extracting(run -> run.received().sha256())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ldif)));

      dieDuring(
          sandbox,
          Call.DOWNLOAD,
          SECOND_RANGE,
          "export.json",
          Ldifs.outbound("all").getBytes(StandardCharsets.UTF_8));
      int before = sandbox.requests(Call.DOWNLOAD).size();

      try (Program program = start(sandbox)) {
        await().atMost(Program.PATIENCE).until(() -> count("archive", ".receipt.json") == 2);
        assertThat(program.isAlive()).isTrue();
      }
      assertThat(sandbox.requests(Call.DOWNLOAD))
          .as("the size, and the missing range")
          .hasSize(before + 2);
      assertThat(contentOf(files("outbox").get(0))).isEqualTo(contentOf(ldif));
    }
  }

  /** The second failure is of an attempt that begins when all other parts are transferred. */
  private void dieDuring(Sandbox sandbox, Call call, String part, String name, byte[] ldif)
      throws Exception {
    Fault missing = sandbox.on(call).forPart(part).answer(503);
    try (Program program = start(sandbox)) {
      Files.createDirectories(folder.resolve("data/inbox"));
      Path dropped = Files.write(folder.resolve("part"), ldif);
      Files.move(
          dropped, folder.resolve("data/inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
      await().atMost(Program.PATIENCE).until(() -> missing.hits() > 1);
      program.kill();
    }
    missing.clear();
  }

  private Program start(Sandbox sandbox) throws Exception {
    return Program.startFor(sandbox.baseUrl(), sandbox.apiToken(), folder, SETTINGS);
  }

  private static long succeeded(Sandbox sandbox, Call call, int status) {
    return sandbox.requests(call).stream().filter(request -> request.status() == status).count();
  }

  private static String contentOf(byte[] ldif) throws Exception {
    return new ObjectMapper().readTree(ldif).at("/content/0/data/name").textValue();
  }

  private static String contentOf(Path results) throws Exception {
    return contentOf(Files.readAllBytes(results));
  }

  private long count(String subfolder, String ending) throws Exception {
    return files(subfolder).stream().filter(file -> file.toString().endsWith(ending)).count();
  }

  private List<Path> files(String subfolder) throws Exception {
    Path path = folder.resolve("data").resolve(subfolder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }
}
