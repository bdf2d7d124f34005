package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class LanesTest {

  private static final String NODE = "node-1";
  private static final int THREADS = 2;
  private static final int PATIENCE_SECONDS = 20;
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration NOTHING_TO_DO = null;

  @TempDir Path work;

  private final List<String> called = new CopyOnWriteArrayList<>();
  private Ledger ledger;
  private Lanes lanes;
  private boolean started;

  @BeforeEach
  void openLedger() {
    ledger = Ledger.open("jdbc:sqlite:" + work.resolve("ledger.db"), "", "", THREADS);
  }

  @AfterEach
  void closeLedger() {
    if (started) {
      lanes.stop();
    }
    ledger.close();
  }

  @Test
  void aWokenLaneIsCalledUntilItSaysThatThereIsNothingToDo() {
    AtomicInteger left = new AtomicInteger(3);
    start(lane -> left.decrementAndGet() > 0 ? SOON : NOTHING_TO_DO);

    lanes.wake("lane-1");

    awaitNothingToDo();
    assertThat(called).containsExactly("lane-1", "lane-1", "lane-1");
  }

  @Test
  void aStepThatFollowsAtOnceIsNotScheduled() {
    List<Map<String, Object>> tasks = new CopyOnWriteArrayList<>();
    start(
        lane -> {
          tasks.add(sql().queryForMap("SELECT picked, version FROM scheduled_tasks"));
          return tasks.size() == 1 ? Duration.ZERO : NOTHING_TO_DO;
        });

    lanes.wake("lane-1");

    awaitNothingToDo();
    assertThat(tasks).hasSize(2);
    assertThat(tasks.get(1)).isEqualTo(tasks.get(0));
  }

  @Test
  void aLaneWokenAgainAndAgainIsCalledOnce() {
    lanes = lanes(lane -> NOTHING_TO_DO);
    IntStream.range(0, 5).forEach(i -> lanes.wake("lane-1"));

    start();

    awaitNothingToDo();
    assertThat(called).containsExactly("lane-1");
  }

  @Test
  void aLaneThatHasRetiredCanBeWokenAgain() {
    start(lane -> NOTHING_TO_DO);
    lanes.wake("lane-1");
    awaitNothingToDo();

    lanes.wake("lane-1");

    await().until(() -> called.size() == 2);
    awaitNothingToDo();
  }

  @Test
  void aLaneThatIsWokenWhileItRetiresIsCalledAgain() {
    start(
        lane -> {
          if (called.size() == 1) {
            Rows.insertOpen(ledger, "run-1", lane);
            lanes.wake(lane);
          } else {
            Rows.close(ledger, "run-1");
          }
          return NOTHING_TO_DO;
        });

    lanes.wake("lane-1");

    await().until(() -> called.size() == 2);
    awaitNothingToDo();
    assertThat(called).containsExactly("lane-1", "lane-1");
  }

  @Test
  void everyLaneWithAnOpenRunIsWokenAtTheStart() {
    Rows.insertOpen(ledger, "run-1", "lane-1");
    Rows.insertOpen(ledger, "run-2", "lane-1");
    Rows.insertOpen(ledger, "run-3", "lane-3");
    Rows.insertOpen(ledger, "run-4", "lane-4");
    Rows.close(ledger, "run-4");
    start(
        lane -> {
          List.of("run-1", "run-2", "run-3").forEach(run -> Rows.close(ledger, run));
          return NOTHING_TO_DO;
        });

    awaitNothingToDo();
    assertThat(called).containsOnlyOnce("lane-1").doesNotContain("lane-4");
    assertThat(Set.copyOf(called)).isSubsetOf("lane-1", "lane-3");
  }

  @Test
  void thereAreNeverMoreStepsAtATimeThanThreads() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Semaphore mayEnd = new Semaphore(0);
    start(
        lane -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          assertThat(mayEnd.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
          running.decrementAndGet();
          return NOTHING_TO_DO;
        });

    IntStream.range(0, 3 * THREADS).forEach(i -> lanes.wake("lane-" + i));

    await().until(() -> running.get() == THREADS);
    mayEnd.release(3 * THREADS);
    awaitNothingToDo();
    assertThat(called).hasSize(3 * THREADS).doesNotHaveDuplicates();
    assertThat(most).hasValue(THREADS);
  }

  @Test
  void twoLanesGoSideBySide() {
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger met = new AtomicInteger();
    start(
        lane -> {
          together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          met.incrementAndGet();
          return NOTHING_TO_DO;
        });

    lanes.wake("lane-1");
    lanes.wake("lane-2");

    awaitNothingToDo();
    assertThat(met).hasValue(2);
    assertThat(called).containsExactlyInAnyOrder("lane-1", "lane-2");
  }

  @Test
  void oneLaneNeverTakesTwoStepsAtATimeHoweverOftenItIsWoken() {
    Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(20);
    start(
        lane -> {
          AtomicInteger ofLane = running.computeIfAbsent(lane, name -> new AtomicInteger());
          most.accumulateAndGet(ofLane.incrementAndGet(), Math::max);
          lanes.wake("lane-1");
          lanes.wake("lane-2");
          ofLane.decrementAndGet();
          return left.decrementAndGet() > 0 ? Duration.ZERO : NOTHING_TO_DO;
        });

    lanes.wake("lane-1");

    await().until(() -> left.get() <= 0);
    assertThat(most).hasValue(1);
    assertThat(called).contains("lane-1", "lane-2");
  }

  @Test
  void aStepThatThrowsIsCalledAgain() {
    start(
        lane -> {
          switch (called.size()) {
            case 1 -> throw new IllegalStateException("no ledger");
            case 2 -> throw new java.io.IOException("no disk");
            case 3 -> throw new StackOverflowError();
            case 4 -> throw new OutOfMemoryError("Java heap space");
            default -> {
              return NOTHING_TO_DO;
            }
          }
        });

    lanes.wake("lane-1");

    awaitNothingToDo();
    assertThat(called).hasSize(5).containsOnly("lane-1");
  }

  @Test
  void aLaneThatWaitsDoesNotHoldUpAnother() {
    start(lane -> "lane-1".equals(lane) ? Duration.ofDays(1) : NOTHING_TO_DO);

    lanes.wake("lane-1");
    await().until(() -> called.contains("lane-1"));
    lanes.wake("lane-2");

    await().until(() -> called.contains("lane-2"));
    assertThat(called).containsExactly("lane-1", "lane-2");
  }

  @Test
  void whatAnEarlierProcessHadUnderWayIsFreeAtTheNextStartWhateverItsName() {
    lanes = lanes(lane -> NOTHING_TO_DO);
    lanes.wake("lane-1");
    Rows.pick(ledger, "lane-1", "container-4711");

    start();

    awaitNothingToDo();
    assertThat(called).containsExactly("lane-1");
  }

  @Test
  void whileNobodyAskedLeanixItWasNotOutOfReach() {
    Rows.insertOpen(ledger, "run-1", "lane-1");
    Rows.insertOpen(ledger, "run-2", "lane-2");
    Rows.fail(ledger, "run-1");
    Rows.fail(ledger, "run-2");
    Rows.close(ledger, "run-2");

    start(lane -> Duration.ofDays(1));

    assertThat(
            sql()
                .queryForList(
                    "SELECT id FROM leanix_run WHERE failing_since IS NOT NULL", String.class))
        .containsExactly("run-2");
  }

  @Test
  void aStepUnderWayMayFinishWhenTheLanesStop() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    start(
        lane -> {
          entered.countDown();
          assertThat(mayEnd.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
          finished.incrementAndGet();
          return NOTHING_TO_DO;
        });
    lanes.wake("lane-1");
    assertThat(entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    Thread stopping = new Thread(lanes::stop);
    stopping.start();
    mayEnd.countDown();
    stopping.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
    started = false;

    assertThat(stopping.isAlive()).isFalse();
    assertThat(finished).hasValue(1);
    assertThat(tasks()).isZero();
  }

  private void start(Lanes.Step step) {
    lanes = lanes(step);
    start();
  }

  private void start() {
    started = true;
    lanes.start();
  }

  private Lanes lanes(Lanes.Step step) {
    return new Lanes(
        ledger,
        Clock.systemUTC(),
        NODE,
        THREADS,
        Duration.ofSeconds(20),
        SOON,
        lane -> {
          called.add(lane);
          return step.of(lane);
        },
        new Unwatched(),
        List.of());
  }

  private void awaitNothingToDo() {
    await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> tasks() == 0);
  }

  private int tasks() {
    return sql().queryForObject("SELECT COUNT(*) FROM scheduled_tasks", Integer.class);
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(ledger.dataSource());
  }
}
