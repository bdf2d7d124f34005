package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import io.github.leanixruns.testsupport.SettableClock;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever happens to the clock, lanes are called. */
class DueTimesTest {

  private static final Duration LONGEST = Duration.ofHours(2);

  @TempDir Path work;

  private final SettableClock clock =
      SettableClock.runningFrom(Instant.parse("2026-01-02T03:04:05Z"));
  private final List<String> called = new CopyOnWriteArrayList<>();
  private Ledger ledger;
  private Lanes lanes;
  private DueTimes dueTimes;

  @BeforeEach
  void openLedger() {
    ledger = Ledger.open("jdbc:sqlite:" + work.resolve("ledger.db"), "", "", 2);
  }

  @AfterEach
  void close() {
    dueTimes.close();
    lanes.stop();
    ledger.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-5M", "PT-2H", "P-3650D"})
  void aClockThatIsSetBackStopsNothing(Duration jump) {
    start(lane -> Duration.ofMillis(50));
    lanes.wake("polled");
    awaiting().until(() -> calls("polled") > 2);

    clock.advance(jump);

    int before = calls("polled");
    awaiting().until(() -> calls("polled") > before + 5);
  }

  @Test
  void aLaneThatWaitsIsCalledWhenTheClockIsSetBack() {
    start(lane -> LONGEST);
    lanes.wake("waiting");
    awaiting().until(() -> calls("waiting") == 1);

    clock.advance(Duration.ofHours(-1));

    awaiting().until(() -> calls("waiting") == 2);
  }

  @Test
  void aDueTimeThatNoSettingAllowsIsPulledIn() {
    start(lane -> LONGEST);
    lanes.wake("too-late");
    lanes.wake("waiting");
    awaiting().until(() -> calls("too-late") == 1 && calls("waiting") == 1);
    awaiting()
        .until(
            () ->
                sql()
                        .update(
                            "UPDATE scheduled_tasks SET execution_time = ? WHERE task_instance = 'too-late' AND picked = FALSE",
                            Timestamp.from(clock.instant().plus(Duration.ofDays(3_650))))
                    == 1);

    clock.advance(Duration.ofMinutes(1));

    awaiting().until(() -> calls("too-late") == 2);
    assertThat(calls("waiting")).isEqualTo(1);
  }

  @Test
  void waitingLanesAreDueAtTheStart() {
    lanes = lanes(lane -> LONGEST, new Unwatched());
    lanes.wake("waiting");
    sql()
        .update(
            "UPDATE scheduled_tasks SET execution_time = ?",
            Timestamp.from(clock.instant().plus(LONGEST)));

    start();

    awaiting().until(() -> calls("waiting") == 1);
  }

  @Test
  void aStepThatIsExecutedWhileTheClockIsSetForwardIsNotExecutedTwice() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    lanes =
        lanes(
            lane -> {
              mayEnd.await();
              return null;
            },
            new Looks(looks));
    start();
    lanes.wake("long");
    awaiting().until(() -> calls("long") == 1);
    int before = looks.get();

    awaiting()
        .until(
            () -> {
              clock.advance(Duration.ofHours(1));
              return looks.get() > before + 1;
            });
    lanes.wake("other");
    awaiting().until(() -> calls("other") == 1);

    assertThat(calls("long")).isEqualTo(1);
    mayEnd.countDown();
  }

  /** Counts how often the scheduler has looked for steps of dead nodes. */
  private static final class Looks extends AbstractSchedulerListener implements Lanes.Watcher {
    private final AtomicInteger looks;

    Looks(AtomicInteger looks) {
      this.looks = looks;
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType event) {
      if (event == SchedulerEventType.RAN_DETECT_DEAD) {
        looks.incrementAndGet();
      }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  private void start(Lanes.Step step) {
    lanes = lanes(step, new Unwatched());
    start();
  }

  private void start() {
    dueTimes = new DueTimes(ledger, clock, LONGEST, lanes::look);
    dueTimes.start();
    lanes.start();
  }

  private Lanes lanes(Lanes.Step step, Lanes.Watcher watcher) {
    return new Lanes(
        ledger,
        clock,
        "node-1",
        2,
        Duration.ofSeconds(20),
        Duration.ofMillis(10),
        lane -> {
          called.add(lane);
          return step.of(lane);
        },
        watcher,
        List.of());
  }

  private int calls(String lane) {
    return (int) called.stream().filter(lane::equals).count();
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(ledger.dataSource());
  }
}
