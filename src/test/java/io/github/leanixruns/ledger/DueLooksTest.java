package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.github.leanixruns.testsupport.SettableClock;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class DueLooksTest {

  @TempDir Path work;

  private final Clock clock = new SettableClock();
  private final Instant soon = clock.instant().plusMillis(50);
  private final AtomicInteger looks = new AtomicInteger();
  private Ledger ledger;
  private DueLooks dueLooks;

  @BeforeEach
  void openLedger() {
    ledger = Ledger.open("jdbc:sqlite:" + work.resolve("ledger.db"), "", "", 2);
    dueLooks = new DueLooks(ledger, clock, Duration.ofSeconds(1), looks::incrementAndGet);
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void aStepThatIsScheduledIsLookedForWhenItIsDue() {
    dueLooks.onExecutionScheduled(TaskInstanceId.of("lane", "lane-1"), soon);

    await().until(() -> looks.get() == 1);
  }

  @Test
  void aStepThatWasScheduledLongAgoIsLookedForWhenItIsDue() {
    insert("due", clock.instant().minusSeconds(60));
    insert("next", soon);
    insert("later", clock.instant().plusSeconds(60));

    dueLooks.onSchedulerEvent(SchedulerEventType.RAN_EXECUTE_DUE);

    await().until(() -> looks.get() == 1);
  }

  @Test
  void aLedgerThatCannotBeReadIsLeftToTheNextPoll() {
    ledger.close();

    assertThatCode(() -> dueLooks.onSchedulerEvent(SchedulerEventType.RAN_EXECUTE_DUE))
        .doesNotThrowAnyException();
  }

  private void insert(String lane, Instant dueAt) {
    new JdbcTemplate(ledger.dataSource())
        .update(
            "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked,"
                + " version) VALUES ('lane', ?, ?, FALSE, 1)",
            lane,
            Timestamp.from(dueAt));
  }
}
