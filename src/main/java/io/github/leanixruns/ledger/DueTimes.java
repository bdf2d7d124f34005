package io.github.leanixruns.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Corrects the times at which lanes are due: after the clock was set back, and if another node has
 * set a time that is too far ahead.
 */
public final class DueTimes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final JdbcTemplate ledger;
  private final Clock clock;
  private final Duration longestDelay;
  private final Runnable corrected;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DueTimes::daemon);
  private Instant lastLook;
  private Instant nextSweep;

  /**
   * @param longestDelay the longest delay between two steps that the settings allow
   * @param corrected is called after a correction, to look for due tasks
   */
  public DueTimes(Ledger ledger, Clock clock, Duration longestDelay, Runnable corrected) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.clock = clock;
    this.longestDelay = longestDelay;
    this.corrected = corrected;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "due-times");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes all waiting lanes due, and begins to watch the clock. */
  public void start() {
    lastLook = clock.instant();
    nextSweep = lastLook.plus(SWEEP);
    pullIn(Duration.ZERO);
    thread.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Makes all waiting lanes due. */
  public void makeDue() {
    pullIn(Duration.ZERO);
    corrected.run();
  }

  private void look() {
    try {
      Instant now = clock.instant();
      if (now.isBefore(lastLook)) {
        LOG.warn("The clock was set back from {} to {}. All waiting runs continue.", lastLook, now);
        makeDue();
        nextSweep = now.plus(SWEEP);
      } else if (!now.isBefore(nextSweep)) {
        pullIn(longestDelay);
        corrected.run();
        nextSweep = now.plus(SWEEP);
      }
      lastLook = now;
    } catch (RuntimeException e) {
      // the health check steps reports a ledger that does not work
      LOG.debug("The due times cannot be corrected; the next attempt is in a second", e);
    }
  }

  /** Makes the lanes due that wait for longer than a delay from now. */
  private void pullIn(Duration delay) {
    Instant now = clock.instant();
    ledger.update(Sql.of("pull-in-lanes"), Timestamp.from(now), Timestamp.from(now.plus(delay)));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
