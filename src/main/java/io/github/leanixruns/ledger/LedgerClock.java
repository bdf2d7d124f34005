package io.github.leanixruns.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The clock of the database of a shared ledger, by which all nodes agree on due times and
 * heartbeats.
 *
 * <p>It is read every two seconds. In between, and while the database cannot be reached, the time
 * continues with {@link System#nanoTime()}, so that setting the clock of a machine has no effect.
 */
public final class LedgerClock extends Clock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration TOLERANCE = Duration.ofSeconds(10);
  // of an answer that takes longer it is not known well enough when the clock was read
  private static final long LONGEST_READ_NANOS = Duration.ofSeconds(1).toNanos();

  private final JdbcTemplate ledger;
  private final Clock machine;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LedgerClock::daemon);
  private volatile Reading last;
  private volatile Duration ahead = Duration.ZERO;
  private boolean reported;

  /** The time of the database at a value of the nano time. */
  private record Reading(Instant time, long nanos) {}

  LedgerClock(Ledger ledger, Clock machine, LongSupplier nanoTime) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.machine = machine;
    this.nanoTime = nanoTime;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ledger-clock");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads the clock of a shared ledger, and continues to.
   *
   * @param machine the clock of this machine, for the comparison
   */
  public static LedgerClock of(Ledger ledger, Clock machine) {
    LedgerClock clock = new LedgerClock(ledger, machine, System::nanoTime);
    clock.read();
    clock.thread.scheduleWithFixedDelay(
        clock::readIfPossible, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return clock;
  }

  private void readIfPossible() {
    try {
      read();
    } catch (DataAccessException e) {
      // the health check steps reports a ledger that does not work
      LOG.debug("The clock of the ledger cannot be read", e);
    }
  }

  void read() {
    long sentAt = nanoTime.getAsLong();
    Long millis = ledger.queryForObject(Sql.of("select-now"), Long.class);
    long duration = nanoTime.getAsLong() - sentAt;
    if (last == null || duration < LONGEST_READ_NANOS) {
      last = new Reading(Instant.ofEpochMilli(millis), sentAt + duration / 2);
      compare();
    }
  }

  private void compare() {
    ahead = Duration.between(instant(), machine.instant());
    boolean differs = ahead.abs().compareTo(TOLERANCE) > 0;
    if (differs && !reported) {
      LOG.warn(
          "The clock of this machine is {} s {} that of the ledger, which is used. Synchronize the clocks.",
          ahead.abs().toSeconds(),
          ahead.isNegative() ? "behind" : "ahead of");
    }
    reported = differs;
  }

  /** Returns by how much the clock of this machine is ahead; negative if it is behind. */
  public Duration ahead() {
    return ahead;
  }

  @Override
  public Instant instant() {
    Reading reading = last;
    return reading.time().plusNanos(nanoTime.getAsLong() - reading.nanos());
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  @Override
  public Clock withZone(ZoneId otherZone) {
    throw new UnsupportedOperationException("all times of the ledger are in UTC");
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
