package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OpenedHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders have the names that people give them, which mean something in Camel's addresses. */
class FolderNamesTest {

  @TempDir private Path parent;

  @Test
  void aFolderMayHaveAnUnusualName() throws Exception {
    Path data = Files.createDirectories(parent.resolve("LeanIX Übersicht a+b&c=d;#{e}$f @g"));
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
        OpenedHub hub =
            new OpenedHub(Clock.systemUTC(), HubTestSupport.shortDelays(sandbox, data))) {
      assertThat(hub.isOpen()).isTrue();
      Path part = Files.writeString(data.resolve("part"), Ldifs.outbound("all"));
      Files.move(part, data.resolve("inbox/all.json"), StandardCopyOption.ATOMIC_MOVE);
      Path bad = Files.writeString(data.resolve("part"), "{");
      Files.move(bad, data.resolve("inbox/bad.json"), StandardCopyOption.ATOMIC_MOVE);

      await()
          .until(() -> names(data.resolve("archive")) == 2 && names(data.resolve("failed")) == 2);
      assertThat(names(data.resolve("outbox"))).isEqualTo(1);
      await().until(() -> names(data.resolve("work/ldif")) == 0);
    }
    try (Stream<Path> all = Files.list(parent)) {
      assertThat(all).containsExactly(data);
    }
  }

  private static long names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
    }
  }
}
