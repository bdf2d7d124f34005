package io.github.leanixruns;

import static io.github.leanixruns.DyingProgram.Moment.AFTER;
import static io.github.leanixruns.DyingProgram.Moment.BEFORE_TOUCHING_THE_FILE;
import static io.github.leanixruns.DyingProgram.Moment.BODY_HALF_READ;
import static io.github.leanixruns.DyingProgram.Moment.BODY_READ;
import static io.github.leanixruns.DyingProgram.Moment.LDIF_MOVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.DyingProgram.Moment;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Death right after each single effect of a step: the next start finishes the file as if nothing
 * had happened. Each start finishes what the last one left and dies over a file of its own.
 */
class DeathIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOWHERE = "nowhere";

  @TempDir private Path folder;

  private Sandbox sandbox;

  /** What becomes of a file. */
  private enum Kind {
    /** Goes through; something has to be filled in before it is sent. */
    INBOUND("archive"),
    OUTBOUND("archive"),
    FAILING_IN_LEANIX("failed"),
    REFUSED_BY_LEANIX("failed"),
    NO_LDIF("failed"),
    /** A processor configuration, which may be sent again. */
    CONFIGURATION("archive");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    boolean isStarted() {
      return this != NO_LDIF && this != REFUSED_BY_LEANIX && this != CONFIGURATION;
    }

    String door() {
      return this == CONFIGURATION ? "processors" : "inbox";
    }

    String ending() {
      return this == CONFIGURATION ? ".processor.json" : ".ldif.json";
    }
  }

  /**
   * A moment in the life of a file of some kind.
   *
   * @param held the call to which LeanIX gives no answer while the program dies, or null
   */
  private record Boundary(
      String name, Kind kind, String route, String step, Moment moment, Call held) {

    Boundary(String name, Kind kind, String route, String step, Moment moment) {
      this(name, kind, route, step, moment, null);
    }

    Boundary(String name, Kind kind, String route, String step) {
      this(name, kind, route, step, AFTER);
    }

    Boundary(String name, Kind kind, Call held) {
      this(name, kind, NOWHERE, NOWHERE, AFTER, held);
    }

    String stem() {
      return name.replace(' ', '-');
    }

    String fileName() {
      return stem() + ".json";
    }
  }

  private static final List<Boundary> BOUNDARIES =
      List.of(
          new Boundary("claim begun", Kind.INBOUND, "inbox", "claim", BEFORE_TOUCHING_THE_FILE),
          new Boundary("claimed", Kind.INBOUND, "inbox", "claim"),
          new Boundary("filled in", Kind.INBOUND, "inbox-receive", "enrich"),
          new Boundary("row inserted", Kind.INBOUND, "inbox-receive", "insert-received"),
          new Boundary("lane woken", Kind.INBOUND, "inbox-receive", "lanes"),
          new Boundary("create sent", Kind.INBOUND, Call.CREATE),
          new Boundary("create answered", Kind.INBOUND, "run-create", "leanix-api-create"),
          new Boundary("run id recorded", Kind.INBOUND, "run-create", "record-created"),
          new Boundary("start sent", Kind.INBOUND, Call.START),
          new Boundary("start answered", Kind.INBOUND, "run-start", "leanix-api-start"),
          new Boundary("start recorded", Kind.INBOUND, "run-start", "record-started"),
          new Boundary("status answered", Kind.INBOUND, "run-status", "leanix-api-status"),
          new Boundary("finish recorded", Kind.INBOUND, "run-status", "record-finished"),
          new Boundary("warnings read", Kind.INBOUND, "leanix-api-report", "leanix-api-warnings"),
          new Boundary(
              "statistics read", Kind.INBOUND, "leanix-api-report", "leanix-api-statistics"),
          new Boundary("results half read", Kind.OUTBOUND, "outbox-fetch", "file:", BODY_HALF_READ),
          new Boundary("results read", Kind.OUTBOUND, "outbox-fetch", "file:", BODY_READ),
          new Boundary("results kept", Kind.OUTBOUND, "outbox-fetch", "file:"),
          new Boundary("results handed out", Kind.OUTBOUND, "outbox-deliver", "handOut"),
          new Boundary("LDIF moved", Kind.INBOUND, "outbox-deliver", "method:archive", LDIF_MOVED),
          new Boundary("LDIF archived", Kind.OUTBOUND, "outbox-deliver", "method:archive"),
          new Boundary("receipt begun", Kind.OUTBOUND, "outbox-deliver", "file:", BODY_READ),
          new Boundary("receipt written", Kind.OUTBOUND, "outbox-deliver", "file:"),
          new Boundary("delivery recorded", Kind.OUTBOUND, "outbox-deliver", "record-delivered"),
          new Boundary("failure recorded", Kind.FAILING_IN_LEANIX, "run-end", "record-ended"),
          new Boundary("failed LDIF moved", Kind.FAILING_IN_LEANIX, "outbox-fail", "leftovers"),
          new Boundary("failed receipt written", Kind.FAILING_IN_LEANIX, "outbox-fail", "file:"),
          new Boundary("failure closed", Kind.FAILING_IN_LEANIX, "outbox-fail", "record-closed"),
          new Boundary("refusal recorded", Kind.REFUSED_BY_LEANIX, "run-end", "record-ended"),
          new Boundary("rejection recorded", Kind.NO_LDIF, "inbox-receive", "insert-rejected"),
          new Boundary("rejected file moved", Kind.NO_LDIF, "outbox-fail", "leftovers"),
          new Boundary("rejected receipt written", Kind.NO_LDIF, "outbox-fail", "file:"),
          new Boundary("rejection closed", Kind.NO_LDIF, "outbox-fail", "record-closed"),
          new Boundary("configuration claimed", Kind.CONFIGURATION, "processors", "claim"),
          new Boundary(
              "configuration taken", Kind.CONFIGURATION, "run-configure", "leanix-api-configure"),
          new Boundary(
              "configuration archived", Kind.CONFIGURATION, "outbox-deliver", "method:archive"));

  private static final Boundary NO_DEATH =
      new Boundary("no death", Kind.OUTBOUND, NOWHERE, NOWHERE);

  @Test
  void theNextStartFinishesWhatADeathLeft() throws Exception {
    for (String name : List.of("inbox", "processors", "outbox", "archive", "failed")) {
      Files.createDirectories(data().resolve(name));
    }
    try (Sandbox started = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      sandbox = started;
      sandbox.endRuns(RunOutcome.FAILED).forConnector(Kind.FAILING_IN_LEANIX.name());
      sandbox.on(Call.CREATE).forConnector(Kind.REFUSED_BY_LEANIX.name()).answer(422);
      archiveClasses();
      Boundary before = NO_DEATH;
      for (Boundary boundary : BOUNDARIES) {
        liveAndDie(before, boundary);
        before = boundary;
      }
      try (Program program = start(NOWHERE, NOWHERE, AFTER, NOWHERE)) {
        awaitEnd(before);
        assertThat(program.terminate()).isIn(0, 143);
      }

      assertCameToItsEndOnce(NO_DEATH);
      for (Boundary boundary : BOUNDARIES) {
        assertCameToItsEndOnce(boundary);
      }
      assertNothingIsLeft();
    }
  }

  /** From an archive of its classes, which a Java program writes at its end, it starts sooner. */
  private void archiveClasses() throws IOException {
    try (Program program =
        startJava(
            "-XX:ArchiveClassesAtExit=" + classes(),
            "-cp",
            "target/leanix-runs.jar",
            LeanixRuns.class.getName())) {
      drop(NO_DEATH);
      awaitEnd(NO_DEATH);
      assertThat(program.terminate()).isIn(0, 143);
    }
  }

  private void liveAndDie(Boundary before, Boundary boundary) throws Exception {
    try (Program program =
        start(boundary.route(), boundary.step(), boundary.moment(), boundary.fileName())) {
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
        .until(() -> count(boundary, boundary.kind().folder, ".receipt.json") == 1);
  }

  private void assertCameToItsEndOnce(Boundary boundary) throws IOException {
    String name = boundary.name();
    Kind kind = boundary.kind();
    assertThat(count(boundary, kind.folder, "")).as("%s: LDIF and receipt", name).isEqualTo(2);
    assertThat(count(boundary, kind.folder, kind.ending())).as("%s: LDIF", name).isEqualTo(1);
    assertThat(count(boundary, kind.folder, ".receipt.json")).as("%s: receipt", name).isEqualTo(1);
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

  private void assertNothingIsLeft() throws Exception {
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
      assertThat(rows.getInt(1)).isEqualTo(BOUNDARIES.size() + 1);
      assertThat(rows.getInt(2)).isEqualTo(BOUNDARIES.size() + 1);
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
        data().resolve(boundary.kind().door()).resolve(boundary.fileName()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private Program start(String route, String step, Moment moment, String fileName)
      throws IOException {
    return startJava(
        "-XX:SharedArchiveFile=" + classes(),
        "-cp",
        String.join(File.pathSeparator, "target/leanix-runs.jar", "target/test-classes"),
        DyingProgram.class.getName(),
        route,
        step,
        moment.name(),
        fileName);
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
            "LEANIX_INBOX_SETTLE", "20ms"),
        List.of(arguments));
  }

  private Path classes() {
    return folder.resolve("classes.jsa");
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
