package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OpenedHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims that cannot be read, which an earlier process left, stop neither the start nor others. */
class SetAsideTest {

  @TempDir private Path data;

  @Test
  void theyGoToTheFailedFolderWithTheirReason() throws Exception {
    Path secret = Files.writeString(data.resolve("secret"), Ldifs.inbound("secret"));
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(secret);
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      open(sandbox).close();
      Files.createSymbolicLink(claimed("link.json"), secret);
      Files.createSymbolicLink(claimed("dangling.json"), data.resolve("nothing"));
      Files.writeString(Files.createDirectory(claimed("folder.json")).resolve("a"), "{}");
      Files.writeString(claimed("good.json"), Ldifs.inbound("good"));

      try (OpenedHub hub = open(sandbox)) {
        assertThat(hub.isOpen()).isTrue();
        Path later = Files.writeString(data.resolve("part"), Ldifs.inbound("later"));
        Files.move(later, data.resolve("inbox/later.json"), StandardCopyOption.ATOMIC_MOVE);

        await().until(() -> receipts("failed").size() == 3 && receipts("archive").size() == 2);
        assertThat(receipts("failed"))
            .allSatisfy(
                receipt -> {
                  assertThat(receipt.at("/reason").textValue())
                      .startsWith("The file cannot be taken: it is a ");
                  assertThat(receipt.at("/advice").textValue()).contains("regular file");
                  assertThat(receipt.at("/file/sha256").isNull()).isTrue();
                })
            .extracting(receipt -> receipt.at("/file/name").textValue())
            .containsExactlyInAnyOrder("link.json", "dangling.json", "folder.json");
        assertThat(names("failed")).hasSize(6);
        assertThat(sandbox.runs())
            .extracting(RunRecord::connectorId)
            .containsExactlyInAnyOrder("good", "later");
        await().until(() -> names("work/ldif").isEmpty());
      }
    }
    assertThat(secret).hasContent(Ldifs.inbound("secret"));
    assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(permissions);
  }

  private OpenedHub open(Sandbox sandbox) {
    return new OpenedHub(Clock.systemUTC(), HubTestSupport.shortDelays(sandbox, data));
  }

  private Path claimed(String name) throws IOException {
    Path claim = data.resolve("work/ldif").resolve(UUID.randomUUID().toString());
    return Files.createDirectories(claim).resolve(name);
  }

  private List<JsonNode> receipts(String folder) throws IOException {
    return names(folder).stream()
        .filter(name -> name.endsWith(".receipt.json"))
        .map(name -> read(data.resolve(folder).resolve(name)))
        .toList();
  }

  private static JsonNode read(Path receipt) {
    try {
      return HubTestSupport.JSON.readTree(receipt.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
