package io.github.leanixruns.schedule;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.RunningClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Turns are neither missed nor taken twice, however often the hub is opened, and on how many nodes.
 */
class ScheduleRestartTest {

  /**
   * Is due whenever the hub is opened here, and after the others: when it has run, they were seen.
   */
  private static final String LAST = "zzz";

  @TempDir Path data;
  private final RunningClock clock = new RunningClock(Instant.parse("2026-01-02T03:04:05Z"));
  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    for (String name : List.of("daily", "nightly", LAST)) {
      Files.writeString(ldif(name), Ldifs.outbound(name));
    }
  }

  @AfterEach
  void closeSandbox() {
    sandbox.close();
  }

  @Test
  void aPeriodIsKeptOverRestartsAndDowntimeIsMadeUpForOnce() {
    try (LogLines log = new LogLines("leanix")) {
      openAndExpect(Map.of("daily", 1L, LAST, 1L));
      Instant tomorrow = nextOf("daily", log);

      clock.advance(Duration.ofHours(12));
      openAndExpect(Map.of("daily", 1L, LAST, 2L));
      assertThat(nextOf("daily", log)).isEqualTo(tomorrow);

      clock.advance(Duration.ofDays(3));
      openAndExpect(Map.of("daily", 2L, "nightly", 1L, LAST, 3L));
      assertThat(nextOf("daily", log))
          .isBetween(
              clock.instant().plus(Duration.ofHours(23)), clock.instant().plus(Duration.ofDays(1)));

      clock.advance(Duration.ofHours(2));
      openAndExpect(Map.of("daily", 2L, "nightly", 1L, LAST, 4L));
    }
  }

  /** Returns when a schedule is called next, as the log said last. */
  private static Instant nextOf(String schedule, LogLines log) {
    return log.lines().stream()
        .filter(line -> line.startsWith("INFO Schedule: " + schedule + ", "))
        .map(line -> OffsetDateTime.parse(line.replaceFirst(".* next ", "")).toInstant())
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  @Test
  void aCrashBeforeTheTurnIsRecordedDoesNotRepeatTheRun() {
    openAndExpect(Map.of("daily", 1L, LAST, 1L));
    JdbcTemplate ledger =
        new JdbcTemplate(
            new DriverManagerDataSource("jdbc:sqlite:" + data.resolve("work/ledger.db")));
    String select = "SELECT turns, last_turn_at, run FROM leanix_schedule WHERE name = 'daily'";
    Map<String, Object> recorded = ledger.queryForMap(select);
    ledger.update(
        "UPDATE leanix_schedule SET turns = 0, last_turn_at = NULL, run = NULL WHERE name = 'daily'");

    clock.advance(Duration.ofHours(2));
    openAndExpect(Map.of("daily", 1L, LAST, 2L));

    assertThat(ledger.queryForMap(select))
        .containsEntry("turns", 1)
        .containsEntry("run", recorded.get("run"));
  }

  @Test
  void severalNodesThatShareALedgerMakeOneRunOfATurn() throws Exception {
    Files.writeString(ldif("often"), Ldifs.outbound("often"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        LogLines skipped = new LogLines("leanix.schedule")) {
      try (OpenedHub first = openNode(postgres, "node-1");
          OpenedHub second = openNode(postgres, "node-2")) {
        awaiting().until(() -> first.isOpen() && second.isOpen() && created("often").size() >= 4);
      }

      JdbcTemplate ledger = new JdbcTemplate(postgres.getPostgresDatabase());
      long runs = count(ledger, "SELECT COUNT(*) FROM leanix_run WHERE source = 'schedule often'");
      assertThat(runs + skipped.lines().size())
          .as("each turn is one run, or is skipped on one node")
          .isEqualTo(count(ledger, "SELECT turns FROM leanix_schedule"));
      assertThat(sandbox.runs()).extracting("starts").contains(1).doesNotContain(2);
    }
  }

  private static long count(JdbcTemplate ledger, String query) {
    return ledger.queryForObject(query, Long.class);
  }

  @Test
  void theDocumentedExamplesWork() throws Exception {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.load(new StringReader(DocumentationExamples.of("schedules", "properties").get(0)));
    for (String name : List.of("nightly", "changes")) {
      String file = settings.getProperty("leanix.schedule." + name + ".ldif");
      Files.createDirectories(data.resolve(file).getParent());
      Files.writeString(data.resolve(file), Ldifs.outbound(name));
      // which is where the program was started
      settings.setProperty("leanix.schedule." + name + ".ldif", data.resolve(file).toString());
    }

    try (OpenedHub hub = new OpenedHub(clock, settings)) {
      awaiting().until(() -> hub.isOpen() && created("changes").size() == 1);
      assertThat(created("nightly")).isEmpty();

      // from 03:04 in UTC to after two o'clock in Berlin, and not yet two o'clock in UTC
      clock.advance(Duration.ofHours(22));
      awaiting().until(() -> created("nightly").size() == 1 && created("changes").size() == 2);
    }
  }

  @Test
  void aWrongScheduleKeepsTheHubFromOpening() {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.setProperty("leanix.schedule.daily.period", "24h");

    assertThatThrownBy(() -> new OpenedHub(clock, settings))
        .satisfies(
            failure ->
                assertThat(SettingsException.in(failure))
                    .hasValueSatisfying(
                        refused ->
                            assertThat(refused)
                                .hasMessage(
                                    "leanix.schedule.daily.ldif is \"\", but must be a file.")));
  }

  private OpenedHub openNode(EmbeddedPostgres postgres, String name) {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.putAll(HubTestSupport.ledgerIn(postgres));
    settings.setProperty("leanix.node", name);
    settings.setProperty("leanix.schedule.often.period", "1s");
    settings.setProperty("leanix.schedule.often.ldif", ldif("often").toString());
    return new OpenedHub(clock, settings);
  }

  /** Opens the hub until it has seen to all schedules, and closes it. */
  private void openAndExpect(Map<String, Long> runs) {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.setProperty("leanix.schedule.daily.period", "24h");
    settings.setProperty("leanix.schedule.nightly.cron", "0 0 2 * * ?");
    settings.setProperty("leanix.schedule.nightly.time-zone", "UTC");
    settings.setProperty("leanix.schedule." + LAST + ".period", "1h");
    Stream.of("daily", "nightly", LAST)
        .forEach(
            name ->
                settings.setProperty("leanix.schedule." + name + ".ldif", ldif(name).toString()));
    try (OpenedHub hub = new OpenedHub(clock, settings)) {
      awaiting().until(() -> hub.isOpen() && created(LAST).size() == runs.get(LAST));
    }
    assertThat(
            sandbox.runs().stream()
                .map(RunRecord::connectorId)
                .collect(groupingBy(identity(), counting())))
        .isEqualTo(runs);
  }

  /** The route that looks for missed turns does so every five seconds, and machines are slow. */
  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(30));
  }

  private List<Instant> created(String schedule) {
    return sandbox.runs().stream()
        .filter(run -> schedule.equals(run.connectorId()))
        .map(RunRecord::createdAt)
        .sorted()
        .toList();
  }

  private Path ldif(String name) {
    return data.resolve(name + ".json");
  }
}
