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
import java.util.ArrayList;
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

  /** What a stop can interrupt, and the connector of the LDIF. */
  private static final Map<Call, String> HANGING =
      Map.of(
          Call.CREATE, "create",
          Call.UPLOAD, "upload",
          Call.START, "start",
          Call.STATUS, "status",
          Call.RESULTS_URL, "results");

  @Test
  void manyRunsThatWaitAndRequestsThatHangDoNotHoldItUpAndAreNotLost() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      dropAll();
      sandbox
          .on(Call.STATUS)
          .forConnector(connector -> connector.startsWith("waiting"))
          .always()
          .answerStatus("IN_PROGRESS");
      List<Fault> hanging = new ArrayList<>();
      HANGING.forEach(
          (call, connector) ->
              // the storage does not know the connector
              hanging.add(
                  (call == Call.UPLOAD
                          ? sandbox.on(call)
                          : sandbox.on(call).forConnector(connector))
                      .once()
                      .holdBefore()));
      try (Program program = start(sandbox)) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    started(sandbox).size() == WAITING + 2
                        && hanging.stream().allMatch(fault -> fault.waiting() == 1));
        int before = program.output().length();

        program.askToEnd();

        assertThat(program.endsWithin(PROMISED)).as(program.output()).isTrue();
        assertThat(program.awaitEnd()).isIn(0, 143);
        assertThat(program.output().substring(before).lines())
            .as("no warnings, errors and stack traces")
            .allMatch(line -> line.contains("Z INFO "))
            .filteredOn(line -> line.contains("interrupted by the stop"))
            .map(line -> line.replaceAll(".*\\[(.*)\\.json].*", "$1"))
            .containsExactlyInAnyOrderElementsOf(HANGING.values());
      }
      assertThat(names("failed")).isEmpty();

      sandbox.clearFaults();
      try (Program program = start(sandbox)) {
        await()
            .atMost(PATIENCE)
            .until(() -> names("archive").size() == 2 * (WAITING + HANGING.size()));
        await().until(() -> names("work/ldif").isEmpty());
        assertThat(program.isAlive()).isTrue();
      }

      assertThat(started(sandbox))
          .hasSize(WAITING + HANGING.size())
          .allMatch(run -> run.starts() == 1)
          .extracting(RunRecord::connectorId)
          .doesNotHaveDuplicates();
      assertThat(names("failed")).isEmpty();
      assertThat(names("inbox")).isEmpty();
    }
  }

  private void dropAll() throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
    for (String connector : HANGING.values()) {
      Files.writeString(
          inbox.resolve(connector + ".json"),
          connector.equals("upload")
              ? Ldifs.inbound(connector) + " ".repeat(20_000)
              : Ldifs.outbound(connector));
    }
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
            "LEANIX_INBOX_SETTLE", "50ms",
            "LEANIX_UPLOAD_DIRECT_MAX", "10KB"));
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
