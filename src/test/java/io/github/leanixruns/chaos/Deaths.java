package io.github.leanixruns.chaos;

import static io.github.leanixruns.chaos.Boundary.NO_DEATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.chaos.Boundary.Kind;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Death right after each single effect of a step: the next start finishes the file as if nothing
 * had happened. Each start finishes what the last one left and dies over a file of its own.
 */
final class Deaths {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Program.PATIENCE;

  private final Path folder;

  private Sandbox sandbox;

  /**
   * Makes a campaign.
   *
   * @param folder an empty one
   */
  Deaths(Path folder) {
    this.folder = folder;
  }

  /** Dies at each boundary, then lives on to the end of it all. */
  void dieAtEach(List<Boundary> boundaries) throws Exception {
    for (String name : List.of("inbox", "processors", "outbox", "archive", "failed")) {
      Files.createDirectories(data().resolve(name));
    }
    try (Sandbox started = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      sandbox = started;
      sandbox.endRuns(RunOutcome.FAILED).forConnector(Kind.FAILING_IN_LEANIX.name());
      sandbox.on(Call.CREATE).forConnector(Kind.REFUSED_BY_LEANIX.name()).refuse(422);
      drop(NO_DEATH);
      Boundary before = NO_DEATH;
      for (Boundary boundary : boundaries) {
        liveAndDie(before, boundary);
        before = boundary;
      }
      try (Program program = start(NO_DEATH)) {
        awaitEnd(before);
        assertThat(program.terminate()).isIn(0, 143);
      }

      assertCameToItsEndOnce(NO_DEATH);
      for (Boundary boundary : boundaries) {
        assertCameToItsEndOnce(boundary);
      }
      assertNothingIsLeft(boundaries.size() + 1);
    }
  }

  private void liveAndDie(Boundary before, Boundary boundary) throws Exception {
    try (Program program = start(boundary)) {
      awaitEnd(before);
      if (boundary.held() == null) {
        drop(boundary);
        assertThat(program.endsWithin(PATIENCE))
            .as("%s: the program dies there; it said %s", boundary.name(), program.output())
            .isTrue();
        assertThat(program.awaitEnd()).as(boundary.name()).isEqualTo(DyingProgram.DEAD);
      } else {
        dieBeforeTheAnswer(program, boundary);
      }
    }
  }

  private void dieBeforeTheAnswer(Program program, Boundary boundary) throws Exception {
    Fault fault = sandbox.on(boundary.held()).once().hold();
    drop(boundary);
    await(boundary.name()).atMost(PATIENCE).until(() -> fault.waiting() == 1);
    program.kill();
    fault.clear();
  }

  private void awaitEnd(Boundary boundary) {
    await("the end of the file that met its death at: " + boundary.name())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> count(boundary, boundary.kind().folder(), ".receipt.json") == 1);
  }

  private void assertCameToItsEndOnce(Boundary boundary) throws IOException {
    String name = boundary.name();
    Kind kind = boundary.kind();
    assertThat(count(boundary, kind.folder(), "")).as("%s: LDIF and receipt", name).isEqualTo(2);
    assertThat(count(boundary, kind.folder(), kind.ending())).as("%s: LDIF", name).isEqualTo(1);
    assertThat(count(boundary, kind.folder(), ".receipt.json"))
        .as("%s: receipt", name)
        .isEqualTo(1);
    assertThat(count(boundary, "outbox", ".results.json"))
        .as("%s: results", name)
        .isEqualTo(kind == Kind.OUTBOUND ? 1 : 0);
    List<RunRecord> started =
        sandbox.runs().stream()
            .filter(run -> run.starts() > 0)
            .filter(run -> run.description().equals("of " + boundary.stem()))
            .toList();
    assertThat(started).as("%s: started runs", name).hasSize(kind.isStarted() ? 1 : 0);
    assertThat(started).as("%s: starts", name).allMatch(run -> run.starts() == 1);
    assertThat(sandbox.configurations())
        .as("%s: configurations", name)
        .filteredOn(configuration -> configuration.connectorId().equals(boundary.stem()))
        .hasSize(kind == Kind.CONFIGURATION ? 1 : 0);
    if (kind == Kind.OUTBOUND) {
      JsonNode results = json("outbox", only(boundary, "outbox"));
      assertThat(results.at("/description").textValue())
          .as(name)
          .isEqualTo("of " + boundary.stem());
      assertThat(results.at("/content").isArray()).as(name).isTrue();
    }
  }

  private void assertNothingIsLeft(int files) throws Exception {
    assertThat(names("inbox")).isEmpty();
    assertThat(names("processors")).isEmpty();
    assertThat(names("work/ldif")).isEmpty();
    for (String folder : List.of("archive", "failed", "outbox")) {
      assertThat(names(folder)).noneMatch(name -> name.startsWith("."));
    }
    try (Connection ledger =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("work/ledger.db"));
        Statement statement = ledger.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*), COUNT(closed_at) FROM leanix_run")) {
      assertThat(rows.getInt(1)).isEqualTo(files);
      assertThat(rows.getInt(2)).isEqualTo(files);
    }
  }

  private void drop(Boundary boundary) throws IOException {
    String connector = boundary.kind().name();
    String ldif =
        switch (boundary.kind()) {
          case OUTBOUND -> Ldifs.outbound(connector, "of " + boundary.stem());
          case NO_LDIF -> "no LDIF";
          case CONFIGURATION ->
              Ldifs.outbound(boundary.stem()).replace("\"lxVersion\"", "\"processors\": [], \"x\"");
          default ->
              Ldifs.inbound(connector, boundary.stem())
                  .replace("\"connectorVersion\": \"1.0.0\",", "");
        };
    Path part = Files.writeString(folder.resolve("part"), ldif);
    Files.move(
        part,
        data().resolve(boundary.kind().source()).resolve(boundary.fileName()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private Program start(Boundary boundary) throws IOException {
    return startJava(
        "-cp",
        String.join(File.pathSeparator, "target/leanix-runs.jar", "target/test-classes"),
        DyingProgram.class.getName(),
        boundary.route(),
        boundary.step(),
        boundary.moment().name(),
        boundary.fileName());
  }

  private Program startJava(String... arguments) throws IOException {
    return Program.startJava(
        Path.of("").toAbsolutePath(),
        folder.resolve("output"),
        Map.of(
            "LEANIX_BASE_URL", sandbox.baseUrl(),
            "LEANIX_API_TOKEN", sandbox.apiToken(),
            "LEANIX_DATA", data().toString(),
            "LEANIX_DEFAULTS_CONNECTOR_VERSION", "1.0.0",
            "LEANIX_RUN_POLL", "20ms",
            "LEANIX_INBOX_POLL", "20ms",
            "LEANIX_INBOX_SETTLE", "20ms",
            "LEANIX_REQUESTS_PER_SECOND", "1000000"),
        List.of(arguments));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private long count(Boundary boundary, String folderName, String ending) throws IOException {
    return names(folderName).stream()
        .filter(name -> name.startsWith(boundary.stem() + ".") && name.endsWith(ending))
        .count();
  }

  private String only(Boundary boundary, String folderName) throws IOException {
    return names(folderName).stream()
        .filter(name -> name.startsWith(boundary.stem() + "."))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode json(String folderName, String name) throws IOException {
    return JSON.readTree(data().resolve(folderName).resolve(name).toFile());
  }

  private List<String> names(String folderName) throws IOException {
    try (Stream<Path> files = Files.list(data().resolve(folderName))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
