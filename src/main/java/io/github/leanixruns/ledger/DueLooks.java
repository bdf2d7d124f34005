package io.github.leanixruns.ledger;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks for due steps of a ledger that no other node uses at the times at which they are due, so
 * that the ledger can be polled rarely.
 */
final class DueLooks extends AbstractSchedulerListener {

  private static final Logger LOG = LoggerFactory.getLogger(DueLooks.class);
  // one look for all steps that become due in this time
  private static final long TICK_MILLIS = 100;

  private final JdbcTemplate ledger;
  private final Clock clock;
  private final Duration pollingInterval;
  private final Runnable look;
  private final Set<Long> planned = ConcurrentHashMap.newKeySet();

  /**
   * @param pollingInterval what is due later is planned after one of the next polls
   * @param look looks for due steps
   */
  DueLooks(Ledger ledger, Clock clock, Duration pollingInterval, Runnable look) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.clock = clock;
    this.pollingInterval = pollingInterval;
    this.look = look;
  }

  @Override
  public void onExecutionScheduled(TaskInstanceId step, Instant dueAt) {
    plan(dueAt);
  }

  @Override
  public void onSchedulerEvent(SchedulerEventType event) {
    if (event == SchedulerEventType.RAN_EXECUTE_DUE) {
      try {
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp next = ledger.queryForObject(Sql.of("select-next-due"), Timestamp.class, now);
        if (next != null) {
          plan(next.toInstant());
        }
      } catch (DataAccessException e) {
        // the health check steps reports a ledger that does not work
        LOG.debug("The next due time cannot be read; the ledger is polled", e);
      }
    }
  }

  private void plan(Instant dueAt) {
    Duration left = Duration.between(clock.instant(), dueAt);
    long tick = dueAt.toEpochMilli() / TICK_MILLIS + 1;
    if (!left.isNegative() && left.compareTo(pollingInterval) <= 0 && planned.add(tick)) {
      CompletableFuture.delayedExecutor(
              tick * TICK_MILLIS - clock.millis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(
              () -> {
                planned.remove(tick);
                look.run();
              });
    }
  }
}
