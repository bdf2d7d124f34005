package io.github.leanixruns.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipe that the log is written to is not read. */
class UnreadOutputIT {

  // their log lines are larger than a pipe, which holds 64 KB
  private static final int FILES = 80;
  private static final String LONG_NAME = "x".repeat(180);

  @TempDir private Path folder;

  @Test
  void itStopsNeitherTheWorkNorTheEnd() throws Exception {
    Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(inbox.resolve(LONG_NAME + i + ".json"), Ldifs.inbound("crm" + i));
    }
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      Process process = start(sandbox);
      try {
        await().atMost(Duration.ofSeconds(90)).until(() -> archived() == 2 * FILES);

        process.destroy();

        assertThat(process.waitFor(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isIn(0, 143);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private Process start(Sandbox sandbox) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "leanix-runs.jar").toString())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LEANIX_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "LEANIX_BASE_URL",
                sandbox.baseUrl(),
                "LEANIX_API_TOKEN",
                sandbox.apiToken(),
                "LEANIX_DATA",
                folder.resolve("data").toString(),
                "LEANIX_OBSERVE_ENABLED",
                "false",
                "LEANIX_RUN_POLL",
                "100ms",
                "LEANIX_INBOX_SETTLE",
                "50ms"));
    return builder.start();
  }

  private long archived() throws IOException {
    Path archive = folder.resolve("data/archive");
    if (!Files.isDirectory(archive)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(archive)) {
      return files.count();
    }
  }
}
