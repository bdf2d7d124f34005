package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two programs on one PostgreSQL; on one machine, both have its name. */
class SharedLanesTest {

  private static final String NODE = "node-1";
  private static final Duration NOTHING_TO_DO = null;

  private EmbeddedPostgres postgres;
  private Ledger ledger;

  @BeforeEach
  void openLedger() throws Exception {
    postgres = EmbeddedPostgres.start();
    ledger = Ledger.open(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 2);
  }

  @AfterEach
  void closeLedger() throws Exception {
    ledger.close();
    postgres.close();
  }

  @Test
  void whatTheOtherHasUnderWayIsLeftToItEvenWhereBothHaveOneName() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<String> called = new CopyOnWriteArrayList<>();
    Lanes.Step step =
        lane -> {
          called.add(lane);
          if ("lane-1".equals(lane)) {
            mayEnd.await();
          }
          return NOTHING_TO_DO;
        };
    Lanes first = lanes(step);
    first.start();
    first.wake("lane-1");
    await().until(() -> called.contains("lane-1"));
    List<?> underWay = picked();

    Lanes second = lanes(step);
    second.start();
    try {
      second.wake("lane-2");
      await().until(() -> called.contains("lane-2"));

      assertThat(called).containsExactly("lane-1", "lane-2");
      assertThat(picked()).isEqualTo(underWay).hasSize(1);
    } finally {
      mayEnd.countDown();
      first.stop();
      second.stop();
    }
  }

  @Test
  void nodesThatLookAtTheSameTimeExecuteEachStepOnce() {
    List<String> called = new CopyOnWriteArrayList<>();
    Lanes.Step step =
        lane -> {
          called.add(lane);
          return NOTHING_TO_DO;
        };
    List<Lanes> nodes = List.of(lanes(step), lanes(step));
    List<String> all = IntStream.range(0, 50).mapToObj(number -> "lane-" + number).toList();
    all.forEach(nodes.get(0)::wake);

    nodes.forEach(Lanes::start);
    try {
      await().until(() -> called.size() >= all.size());
      await().until(() -> tasks() == 0);

      assertThat(called).containsExactlyInAnyOrderElementsOf(all);
    } finally {
      nodes.forEach(Lanes::stop);
    }
  }

  private int tasks() {
    return new JdbcTemplate(ledger.dataSource())
        .queryForObject("SELECT COUNT(*) FROM scheduled_tasks", Integer.class);
  }

  private List<?> picked() {
    return new JdbcTemplate(ledger.dataSource())
        .queryForList(
            "SELECT task_instance, picked_by, version FROM scheduled_tasks"
                + " WHERE task_instance = 'lane-1' AND picked");
  }

  private Lanes lanes(Lanes.Step step) {
    return new Lanes(
        ledger,
        Clock.systemUTC(),
        NODE,
        2,
        Duration.ofSeconds(20),
        Duration.ofDays(1),
        step,
        new Unwatched(),
        List.of());
  }
}
