package io.github.leanixruns.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After SIGTERM the program stops within seconds, and the next start resumes all runs. */
class TerminationIT {

  private static final int WAITING = 100;
  private static final Duration PROMISED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void manyRunsThatWaitAndAnUploadUnderWayDoNotHoldItUpAndAreNotLost() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      dropAll();
      sandbox.on(Call.STATUS).always().answerStatus("IN_PROGRESS");
      Fault upload = sandbox.on(Call.CREATE).forConnector("upload").once().holdBefore();
      try (Program program = start(sandbox)) {
        await()
            .atMost(PATIENCE)
            .until(() -> started(sandbox).size() == WAITING && upload.waiting() == 1);

        program.askToEnd();

        assertThat(program.endsWithin(PROMISED)).as(program.output()).isTrue();
        assertThat(program.awaitEnd()).isIn(0, 143);
      }
      assertThat(names("work/ldif")).hasSize(WAITING + 1);
      assertThat(names("failed")).isEmpty();

      sandbox.clearFaults();
      try (Program program = start(sandbox)) {
        await().atMost(PATIENCE).until(() -> names("archive").size() == 2 * (WAITING + 1));
        await().until(() -> names("work/ldif").isEmpty());
        assertThat(program.isAlive()).isTrue();
      }

      assertThat(started(sandbox))
          .hasSize(WAITING + 1)
          .allMatch(run -> run.starts() == 1)
          .extracting(RunRecord::connectorId)
          .doesNotHaveDuplicates();
      assertThat(names("failed")).isEmpty();
      assertThat(names("inbox")).isEmpty();
    }
  }

  private void dropAll() throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
    Files.writeString(inbox.resolve("upload.json"), Ldifs.inbound("upload"));
    for (int i = 0; i < WAITING; i++) {
      Files.writeString(inbox.resolve(i + ".json"), Ldifs.inbound("waiting" + i));
    }
  }

  private static List<RunRecord> started(Sandbox sandbox) {
    return sandbox.runs().stream().filter(run -> run.starts() > 0).toList();
  }

  private Program start(Sandbox sandbox) throws IOException {
    return Program.startFor(
        sandbox.baseUrl(),
        sandbox.apiToken(),
        folder,
        Map.of(
            "LEANIX_RUN_POLL", "200ms",
            "LEANIX_RUN_POLL_MAX", "1s",
            "LEANIX_INBOX_SETTLE", "50ms"));
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
