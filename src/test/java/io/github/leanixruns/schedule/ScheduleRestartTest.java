package io.github.leanixruns.schedule;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.leanixruns.run.Times;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.DatabaseTime;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.SettableClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
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

/** No firing is missed or repeated, across restarts, crashes and nodes. */
class ScheduleRestartTest {

  /**
   * A schedule that is due each time the hub starts. Other schedules that are due at that time fire
   * before its run reaches LeanIX.
   */
  private static final String LAST = "zzz";

  @TempDir Path data;
  private final SettableClock clock =
      SettableClock.runningFrom(Instant.parse("2026-01-02T03:04:05Z"));
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
  void aRestartDoesNotShiftAPeriodAndDowntimeLeadsToOneRun() {
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

  /** Returns the next time of a schedule in its last log line. */
  private static Instant nextOf(String schedule, LogLines log) {
    return log.lines().stream()
        .filter(line -> line.startsWith("INFO Schedule: " + schedule + ", "))
        .map(line -> OffsetDateTime.parse(line.replaceFirst(".* next ", "")).toInstant())
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  @Test
  void aCrashBeforeTheFiringIsRecordedDoesNotRepeatTheRun() throws IOException {
    openAndExpect(Map.of("daily", 1L, LAST, 1L));
    JdbcTemplate ledger = sqlite();
    ObjectNode recorded = stateOfDaily(ledger);
    Instant firstDue = Instant.parse(recorded.get("due").textValue()).minus(Duration.ofDays(1));
    ObjectNode notRecorded = recorded.deepCopy().put("due", firstDue.toString());
    notRecorded.remove(List.of("lastRunAt", "lastRun"));
    ledger.update(
        "UPDATE scheduled_tasks SET task_data = ?, execution_time = ?, picked = TRUE"
            + " WHERE task_name = 'schedule daily'",
        notRecorded.toString().getBytes(StandardCharsets.UTF_8),
        Timestamp.from(firstDue));

    clock.advance(Duration.ofHours(2));
    openAndExpect(Map.of("daily", 1L, LAST, 2L));

    assertThat(stateOfDaily(ledger).get("lastRun")).isNotNull().isEqualTo(recorded.get("lastRun"));
  }

  private static ObjectNode stateOfDaily(JdbcTemplate ledger) throws IOException {
    byte[] data =
        ledger.queryForObject(
            "SELECT task_data FROM scheduled_tasks WHERE task_name = 'schedule daily'",
            byte[].class);
    return (ObjectNode) new ObjectMapper().readTree(data);
  }

  @Test
  void nodesThatShareALedgerCreateOneRunForEachFiring() throws Exception {
    Files.writeString(ldif("often"), Ldifs.outbound("often"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        LogLines skipped = new LogLines("leanix.schedule")) {
      DatabaseTime time = new DatabaseTime(postgres);
      JdbcTemplate ledger = new JdbcTemplate(postgres.getPostgresDatabase());
      try (OpenedHub first = openNode(postgres, time, "node-1");
          OpenedHub second = openNode(postgres, time, "node-2")) {
        awaiting().until(() -> first.isOpen() && second.isOpen());
        Instant begin = Instant.now();
        for (int firings = 1; firings <= 4; firings++) {
          int runs = firings;
          awaiting().until(() -> closedRuns(ledger) == runs);
          // a node that is an hour behind would correct the schedule
          Instant now = begin.plus(Duration.ofHours(firings - 1));
          awaiting().until(() -> !timeOf(first).isBefore(now) && !timeOf(second).isBefore(now));
          time.advance(Duration.ofHours(runs < 4 ? 1 : 0));
        }
      }

      assertThat(count(ledger, "SELECT COUNT(*) FROM leanix_run")).isEqualTo(4);
      assertThat(skipped.lines()).isEmpty();
      assertThat(sandbox.runs())
          .extracting("connectorId", "starts")
          .containsOnly(tuple("often", 1));
      assertThat(sandbox.runs()).hasSize(4);
    }
  }

  private static Instant timeOf(OpenedHub hub) {
    Times times = hub.context().getRegistry().lookupByNameAndType("times", Times.class);
    return Instant.ofEpochMilli(times.now());
  }

  private static long closedRuns(JdbcTemplate ledger) {
    return count(ledger, "SELECT COUNT(*) FROM leanix_run WHERE closed_at IS NOT NULL");
  }

  private static long count(JdbcTemplate ledger, String query) {
    return ledger.queryForObject(query, Long.class);
  }

  private JdbcTemplate sqlite() {
    return new JdbcTemplate(
        new DriverManagerDataSource("jdbc:sqlite:" + data.resolve("work/ledger.db")));
  }

  @Test
  void theDocumentedExamplesWork() throws Exception {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.load(new StringReader(DocumentationExamples.of("schedules", "properties").get(0)));
    for (String name : List.of("nightly", "changes")) {
      String file = settings.getProperty("leanix.schedule." + name + ".ldif");
      Files.createDirectories(data.resolve(file).getParent());
      Files.writeString(data.resolve(file), Ldifs.outbound(name));
      // a relative path is resolved against the working directory
      settings.setProperty("leanix.schedule." + name + ".ldif", data.resolve(file).toString());
    }

    try (OpenedHub hub = new OpenedHub(clock, settings)) {
      awaiting().until(() -> hub.isOpen() && closedRuns(sqlite()) == 1);
      assertThat(created("changes")).hasSize(1);
      assertThat(created("nightly")).isEmpty();

      // from 03:04 UTC to 01:04 UTC, which is 02:04 in Berlin
      clock.advance(Duration.ofHours(22));
      awaiting().until(() -> created("nightly").size() == 1 && created("changes").size() == 2);
    }
  }

  @Test
  void anInvalidScheduleFailsTheStart() {
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

  private OpenedHub openNode(EmbeddedPostgres postgres, DatabaseTime time, String name) {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.putAll(HubTestSupport.ledgerIn(postgres));
    settings.setProperty("leanix.ledger.url", time.url());
    settings.setProperty("leanix.node", name);
    settings.setProperty("leanix.schedule.often.period", "1h");
    settings.setProperty("leanix.schedule.often.ldif", ldif("often").toString());
    return new OpenedHub(clock, settings);
  }

  /** Opens the hub until the expected runs are closed, and closes it. */
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
      long closed = runs.values().stream().mapToLong(Long::longValue).sum();
      awaiting()
          .until(
              () ->
                  hub.isOpen() && runsOfSchedules().equals(runs) && closedRuns(sqlite()) == closed);
    }
    assertThat(runsOfSchedules()).isEqualTo(runs);
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private Map<String, Long> runsOfSchedules() {
    return sandbox.runs().stream()
        .map(RunRecord::connectorId)
        .collect(groupingBy(identity(), counting()));
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
