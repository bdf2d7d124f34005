package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Health;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.OpenedHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The ledger is gone, another or older: what may have been started is not started again. */
class LostLedgerTest {

  private static final String HELD = " may have been started in LeanIX, but the ledger";

  @TempDir Path data;
  private final LogLines log = new LogLines("leanix");
  private final LogLines runLog = new LogLines("leanix.run");
  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    Files.createDirectories(data.resolve("inbox"));
  }

  @AfterEach
  void closeSandbox() {
    sandbox.close();
    log.close();
    runLog.close();
  }

  @Test
  void withANewLedgerOnlyRunsThatWereNotStartedAreStarted() throws Exception {
    startOneOfTwo();
    String former =
        new JdbcTemplate(ledger()).queryForObject("SELECT id FROM leanix_ledger", String.class);
    deleteLedger();

    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      awaitArchived("waiting");
      drop("new.json", Ldifs.inbound("crm", "new"));
      awaitArchived("new");

      Health held = Health.of(hub.context(), "held");
      assertThat(held.isDown()).isTrue();
      assertThat(held.words())
          .startsWith("1 LDIF is held: it" + HELD)
          .contains(claimed("started.json").toString())
          .contains("run " + runOf("started").id() + ", started at ")
          .contains("connector cmdb/crm/1.0.0/inbound, description \"of started\"")
          .contains("Move the file to the inbox to run it again");
      assertThat(log.lines())
          .anyMatch(line -> line.contains("with another ledger before") && line.contains(former))
          .anyMatch(line -> line.matches("INFO Ledger: .*ledger.db \\(id [-0-9a-f]{36}\\)"));
      assertThat(runLog.lines()).filteredOn(line -> line.contains(HELD)).hasSize(1);
      assertThat(starts("started")).containsExactly(1);

      Files.move(claimed("started.json"), data.resolve("inbox/started.json"));
      awaitArchived("started");
      await().until(() -> !Health.of(hub.context(), "held").isDown());
    }
    assertThat(starts("started")).containsExactly(1, 1);
    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      assertThat(Health.of(hub.context(), "held").isDown()).isFalse();
    }
    assertThat(names("work/started")).isEmpty();
    assertThat(names("work/ldif")).isEmpty();
  }

  @Test
  void withTheFormerLedgerAgainTheRunContinues() throws Exception {
    startOneOfTwo();
    Path away = Files.move(data.resolve("work/ledger.db"), data.resolve("ledger.db"));
    for (int start = 0; start < 2; start++) {
      try (OpenedHub hub = open()) {
        awaitOpen(hub);
        awaitArchived("waiting");
        assertThat(Health.of(hub.context(), "held").isDown()).isTrue();
      }
    }
    deleteLedger();
    Files.move(away, data.resolve("work/ledger.db"));

    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      awaitArchived("started");
      assertThat(Health.of(hub.context(), "held").isDown()).isFalse();
    }
    assertThat(starts("started")).containsExactly(1);
    assertThat(starts("waiting")).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBackupThatIsOlderThanTheStartDoesNotRepeatIt(boolean withRow) throws Exception {
    sandbox.on(Call.CREATE).always().answer(503);
    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      if (withRow) {
        drop("started.json", Ldifs.inbound("crm", "started"));
        await().until(() -> sandbox.requests(Call.CREATE).size() > 0);
      }
    }
    Path backup = Files.copy(data.resolve("work/ledger.db"), data.resolve("backup.db"));
    sandbox.clearFaults();
    startOneOfTwo();
    deleteLedger();
    Files.move(backup, data.resolve("work/ledger.db"));

    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      awaitArchived("waiting");
      drop("new.json", Ldifs.inbound("crm", "new"));
      awaitArchived("new");

      assertThat(Health.of(hub.context(), "held").words())
          .contains(claimed("started.json").toString(), runOf("started").id());
    }
    assertThat(starts("started")).containsExactly(1);
    assertThat(names("failed")).isEmpty();
  }

  @Test
  void aBackupThatIsOlderThanTheEndOfARunDoesNotStopTheRunsAfterIt() throws Exception {
    sandbox.on(Call.CREATE).always().answer(503);
    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      drop("done.json", Ldifs.inbound("crm", "done"));
      await().until(() -> sandbox.requests(Call.CREATE).size() > 0);
    }
    Path backup = Files.copy(data.resolve("work/ledger.db"), data.resolve("backup.db"));
    sandbox.clearFaults();
    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      awaitArchived("done");
    }
    deleteLedger();
    Files.move(backup, data.resolve("work/ledger.db"));

    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      drop("new.json", Ldifs.inbound("crm", "new"));
      awaitArchived("new");
      assertThat(runLog.lines())
          .anyMatch(line -> line.startsWith("WARN [done.json] is no longer in the work folder"));
      await().until(() -> !Health.of(hub.context(), "runs").isDown());
    }
    assertThat(starts("done")).containsExactly(1);
  }

  @Test
  void aFastRunThatMayHaveBeenExecutedIsHeldToo() throws Exception {
    var lost = sandbox.on(Call.FAST).once().hold();
    try (OpenedHub hub = open("leanix.fast", "true")) {
      awaitOpen(hub);
      drop("started.json", Ldifs.inbound("crm", "started"));
      await().until(() -> lost.waiting() == 1);
    }
    lost.clear();
    deleteLedger();

    try (OpenedHub hub = open("leanix.fast", "true")) {
      awaitOpen(hub);
      drop("new.json", Ldifs.inbound("crm", "new"));
      awaitArchived("new");
      assertThat(Health.of(hub.context(), "held").words()).contains("(fast run, started at ");
    }
    assertThat(sandbox.fastRuns())
        .extracting(RunRecord::description)
        .containsExactlyInAnyOrder("of started", "of new");
  }

  @Test
  void theClaimsOfAProgramThatMadeNoMarksAreHeld() throws Exception {
    Path file = data.resolve("work/ldif/7e0b6a44-4a8c-4f7b-9b0c-0b6a8d0f2d11/old.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, Ldifs.inbound("crm"));

    for (int start = 0; start < 2; start++) {
      try (OpenedHub hub = open()) {
        awaitOpen(hub);
        drop("new.json", Ldifs.inbound("crm", "new"));
        awaitArchived("new");
        assertThat(Health.of(hub.context(), "held").words()).contains(file.toString());
      }
      deleteArchive();
    }
    assertThat(sandbox.runs()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLedgerThatIsRemovedOrReplacedWhileRunningIsNoticed(boolean replaced) throws Exception {
    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      drop("done.json", Ldifs.inbound("crm", "done"));
      awaitArchived("done");
      assertThat(Health.of(hub.context(), "ledger").isDown()).isFalse();

      if (replaced) {
        Path copy = Files.copy(data.resolve("work/ledger.db"), data.resolve("copy.db"));
        Files.move(copy, data.resolve("work/ledger.db"), StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.delete(data.resolve("work/ledger.db"));
      }
      try (LogLines health = new LogLines("leanix.health")) {
        health.await(line -> line.contains("was removed or replaced while leanix-runs is running"));
        drop("new.json", Ldifs.inbound("crm", "new"));
        await().until(() -> names("inbox").isEmpty());
        assertThat(Health.of(hub.context(), "ledger").isDown()).isTrue();
        assertThat(health.lines()).hasSize(1);
      }
    }
    assertThat(sandbox.runs()).hasSize(1);

    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      awaitArchived("new");
      assertThat(Health.of(hub.context(), "ledger").isDown()).isFalse();
    }
    assertThat(sandbox.runs()).hasSize(2);
  }

  /** Leaves two claimed files of one connector, the first of which LeanIX has started. */
  private void startOneOfTwo() throws Exception {
    sandbox.on(Call.STATUS).always().answerStatus("IN_PROGRESS");
    try (OpenedHub hub = open()) {
      awaitOpen(hub);
      if (names("work/ldif").isEmpty()) {
        drop("started.json", Ldifs.inbound("crm", "started"));
      }
      await().until(() -> sandbox.requests(Call.STATUS).size() > 0);
      drop("waiting.json", Ldifs.inbound("crm", "waiting"));
      runLog.await(line -> line.contains("[waiting.json] RECEIVED"));
    }
    sandbox.clearFaults();
  }

  private OpenedHub open(String... setting) {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    if (setting.length > 0) {
      settings.setProperty(setting[0], setting[1]);
    }
    return new OpenedHub(Clock.systemUTC(), settings);
  }

  private static void awaitOpen(OpenedHub hub) {
    await().until(() -> hub.context().getRouteController().getRouteStatus("inbox").isStarted());
  }

  private void drop(String name, String ldif) throws IOException {
    Path part = Files.writeString(data.resolve(name + ".part"), ldif);
    Files.move(part, data.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private void deleteLedger() throws IOException {
    for (String file : names("work")) {
      if (file.startsWith("ledger.db")) {
        Files.delete(data.resolve("work").resolve(file));
      }
    }
  }

  private void deleteArchive() throws IOException {
    for (String file : names("archive")) {
      Files.delete(data.resolve("archive").resolve(file));
    }
  }

  private DriverManagerDataSource ledger() {
    return new DriverManagerDataSource("jdbc:sqlite:" + data.resolve("work/ledger.db"));
  }

  private void awaitArchived(String name) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                names("archive").stream()
                    .anyMatch(file -> file.matches(name + "\\..*\\.receipt\\.json")));
  }

  private Path claimed(String name) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("work/ldif"))) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private RunRecord runOf(String element) {
    return sandbox.runs().stream()
        .filter(run -> run.description().equals("of " + element) && run.starts() > 0)
        .findFirst()
        .orElseThrow();
  }

  /** Returns how often each run of an LDIF was started; runs that were only created do nothing. */
  private List<Integer> starts(String element) {
    return sandbox.runs().stream()
        .filter(run -> run.description().equals("of " + element) && run.starts() > 0)
        .map(RunRecord::starts)
        .toList();
  }

  private List<String> names(String folder) {
    String[] names = data.resolve(folder).toFile().list();
    return names == null ? List.of() : List.of(names);
  }
}
