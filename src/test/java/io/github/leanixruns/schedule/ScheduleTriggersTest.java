package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.health.HealthCheck;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Schedules on a ledger and a scheduler, without routes. The time is the time of the test. */
class ScheduleTriggersTest {

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration RETRY = Duration.ofSeconds(5);

  @TempDir Path work;
  private final SettableClock clock = new SettableClock();
  private final Instant start = clock.instant();
  private final List<DeliveryKey> keys = new CopyOnWriteArrayList<>();
  private final FailureHealthCheck health = new FailureHealthCheck("schedule-firings", clock);
  private volatile ScheduleTriggers.RunCreator runs = (schedule, key, lastRun) -> "run";
  private Ledger ledger;
  private Lanes lanes;
  private ScheduleTriggers triggers;

  @BeforeEach
  void openLedger() {
    ledger = Ledger.open(Ledger.sqliteIn(work), "", "", 2);
  }

  @AfterEach
  void closeLedger() {
    stop();
    ledger.close();
  }

  @Test
  void eachFiringCreatesOneRunWithItsOwnKey() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    clock.advance(QUARTER);
    awaitDue(start.plus(QUARTER.multipliedBy(2)));

    assertThat(keys).containsExactly(keyOf(start), keyOf(start.plus(QUARTER)));
    assertThat(state())
        .isEqualTo(
            new ScheduleState(
                "every 15m", start.plus(QUARTER.multipliedBy(2)), start.plus(QUARTER), "run"));
  }

  @Test
  void theRunOfTheLastFiringIsPassedToTheNextOne() {
    List<String> lastRuns = new CopyOnWriteArrayList<>();
    runs =
        (schedule, key, lastRun) -> {
          lastRuns.add(String.valueOf(lastRun));
          return "run-" + lastRuns.size();
        };
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    clock.advance(QUARTER);
    awaitDue(start.plus(QUARTER.multipliedBy(2)));

    assertThat(lastRuns).containsExactly("null", "run-1");
  }

  @Test
  void aFiringThatIsSkippedKeepsTheLastRun() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    runs = (schedule, key, lastRun) -> null;
    clock.advance(QUARTER);
    awaitDue(start.plus(QUARTER.multipliedBy(2)));

    assertThat(state())
        .isEqualTo(
            new ScheduleState("every 15m", start.plus(QUARTER.multipliedBy(2)), start, "run"));
  }

  @Test
  void aFailedFiringIsRetriedWithTheSameKeyAndReportedUntilItSucceeds() {
    runs =
        (schedule, key, lastRun) -> {
          throw new FileNotFoundException("the file x.json is missing or not readable");
        };
    try (LogLines log = new LogLines("leanix.health")) {
      start(every15Minutes());
      awaitAttempts(1);
      awaiting().until(() -> health.call().getState() == HealthCheck.State.DOWN);
      assertThat(health.call().getMessage())
          .hasValue(
              "Schedule often did not create a run: the file x.json is missing or not readable."
                  + " Check leanix.schedule.often.ldif and the ledger.");
      awaitRetryAt(clock.instant().plus(RETRY));
      clock.advance(RETRY);
      awaitAttempts(2);
      awaitRetryAt(clock.instant().plus(RETRY));

      runs = (schedule, key, lastRun) -> "run";
      clock.advance(RETRY);
      awaitDue(start.plus(QUARTER));

      assertThat(keys).hasSize(3).containsOnly(keyOf(start));
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void afterACrashBetweenTheRunAndItsRecordTheFiringIsRepeatedWithTheSameKey() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    stop();
    sql()
        .update(
            "UPDATE scheduled_tasks SET task_data = CAST(? AS BLOB), picked = TRUE,"
                + " picked_by = 'node-1', last_heartbeat = execution_time",
            """
            {"timing": "every 15m", "due": "%s"}"""
                .formatted(start));
    clock.advance(QUARTER);

    start(every15Minutes());
    awaitAttempts(2);

    assertThat(keys).containsExactly(keyOf(start), keyOf(start));
    awaiting().until(() -> state().lastRun() != null);
  }

  @Test
  void aRestartDoesNotFireAgain() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    stop();

    clock.advance(QUARTER.minusMillis(1));
    start(every15Minutes(), new Other("other").schedule());

    awaiting().until(() -> keys.contains(new Other("other").key(clock.instant())));
    assertThat(keys).hasSize(2).startsWith(keyOf(start));
    assertThat(state().due()).isEqualTo(start.plus(QUARTER));
  }

  @Test
  void aChangedTimingReplacesTheTimeThatWasDue() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    stop();

    start(schedule("often", FixedDelay.ofHours(2), "every 2h"));
    awaitDue(start.plus(Duration.ofHours(2)));

    assertThat(keys).containsExactly(keyOf(start));
    assertThat(state().timing()).isEqualTo("every 2h");
  }

  @Test
  void aCronScheduleThatWasChangedWaitsForItsNextTimeEvenIfItWasDue() {
    start(at("0 0 4 * * ?"));
    awaitDue(Instant.parse("2026-01-02T04:00:00Z"));
    stop();
    clock.advance(Duration.ofHours(1));

    start(at("0 0 5 * * ?"));
    awaitDue(Instant.parse("2026-01-02T05:00:00Z"));

    assertThat(keys).isEmpty();
  }

  @Test
  void aCronScheduleThatMissedSeveralTimesFiresOnce() {
    start(at("0 0 4 * * ?"));
    awaitDue(Instant.parse("2026-01-02T04:00:00Z"));
    stop();
    clock.advance(Duration.ofDays(3));

    start(at("0 0 4 * * ?"));
    awaitDue(Instant.parse("2026-01-05T04:00:00Z"));

    assertThat(keys).containsExactly(keyOf(Instant.parse("2026-01-02T04:00:00Z")));
  }

  @Test
  void aScheduleThatIsNoLongerInTheSettingsDoesNotFire() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));
    stop();
    clock.advance(QUARTER);

    start(new Other("other").schedule());
    awaiting().until(() -> keys.contains(new Other("other").key(clock.instant())));

    assertThat(keys).hasSize(2);
  }

  @Test
  void theNextTimeIsLoggedAtTheStart() {
    try (LogLines log = new LogLines("leanix")) {
      start(
          every15Minutes(),
          schedule("over", new QuartzCron("0 0 12 24 12 ? 2020", ZoneOffset.UTC), "at 2020"));

      assertThat(log.lines())
          .containsExactly(
              "INFO Schedule: often, every 15m, next 2026-01-02T03:19:05Z",
              "INFO Schedule: over, at 2020, never again");
    }
  }

  /** A second schedule: after its first run, everything that was due at the start has fired. */
  private record Other(String name) {
    RunSchedule schedule() {
      return ScheduleTriggersTest.schedule(name, FixedDelay.ofHours(1), "every 1h");
    }

    DeliveryKey key(Instant due) {
      return new DeliveryKey("schedule %s %s".formatted(name, due), false);
    }
  }

  @Test
  void aScheduleThatIsDueTooLateIsCorrectedAfterTheClockWasSetBack() {
    start(every15Minutes());
    awaitDue(start.plus(QUARTER));

    clock.advance(Duration.ofDays(-3_650));
    triggers.pullIn();
    lanes.look();
    awaitDue(clock.instant().plus(QUARTER));
    clock.advance(QUARTER);

    awaiting().until(() -> keys.contains(keyOf(clock.instant())));
  }

  private static RunSchedule every15Minutes() {
    return schedule("often", FixedDelay.of(QUARTER), "every 15m");
  }

  private static RunSchedule at(String expression) {
    return schedule("often", new QuartzCron(expression, ZoneOffset.UTC), "at " + expression);
  }

  private static RunSchedule schedule(String name, Schedule timing, String description) {
    return new RunSchedule(name, timing, description, ZoneOffset.UTC, Path.of("export.json"), null);
  }

  private static DeliveryKey keyOf(Instant due) {
    return new DeliveryKey("schedule often " + due, false);
  }

  private void start(RunSchedule... schedules) {
    triggers =
        new ScheduleTriggers(
            new RunSchedules(List.of(schedules)),
            ledger.dataSource(),
            (schedule, key, lastRun) -> {
              keys.add(key);
              return runs.create(schedule, key, lastRun);
            },
            health,
            clock);
    lanes =
        new Lanes(
            ledger,
            clock,
            "node-1",
            2,
            Duration.ofSeconds(20),
            QUARTER,
            lane -> null,
            new Unwatched(),
            triggers.tasks());
    triggers.start();
    lanes.start();
  }

  private void stop() {
    if (lanes != null) {
      lanes.stop();
      lanes = null;
    }
  }

  private static ConditionFactory awaiting() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private void awaitDue(Instant due) {
    awaiting().until(() -> state().due().equals(due));
  }

  private void awaitAttempts(int attempts) {
    awaiting().until(() -> keys.size() >= attempts);
  }

  /** The task must be scheduled again before the time of the test moves on. */
  private void awaitRetryAt(Instant time) {
    awaiting()
        .until(
            () ->
                sql()
                    .queryForList(
                        "SELECT 1 FROM scheduled_tasks WHERE NOT picked AND execution_time = ?",
                        Timestamp.from(time))
                    .size(),
            size -> size == 1);
  }

  private ScheduleState state() {
    return triggers.states().entrySet().stream()
        .filter(entry -> "often".equals(entry.getKey().name()))
        .map(Map.Entry::getValue)
        .findAny()
        .orElseThrow();
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(ledger.dataSource());
  }

  private static final class Unwatched extends AbstractSchedulerListener implements Lanes.Watcher {
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
      throw new AssertionError(failure);
    }
  }
}
