package io.github.leanixruns.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets one node at a time receive files and messages, so that the order of a connector is that of a
 * single node.
 *
 * <p>The nodes of a shared ledger take turns with a lease in it, which its holder renews. The
 * database decides by its own clock when the lease expires. The holder measures the time since its
 * last renewal, so that it stops before another node begins. Without a shared ledger, this node
 * always holds it.
 */
public final class ReaderLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final int RENEWALS = 10;
  private static final long NO_TERM = 0;

  private final JdbcTemplate ledger;
  private final boolean shared;
  private final String node;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "reader-lease"));
  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(work -> daemon(work, "reader"));
  private ScheduledFuture<?> looks;
  private Reader reader;
  // a process that is started again need not wait until its own lease expires
  private String formerSelf;
  private volatile long term = NO_TERM;
  private volatile long renewedAt;

  /**
   * @param node the name of this node
   * @param timeout the time after which another node takes the lease of one that has failed
   */
  public ReaderLease(Ledger ledger, String node, Duration timeout) {
    this(ledger, node, timeout, System::nanoTime);
  }

  ReaderLease(Ledger ledger, String node, Duration timeout, LongSupplier nanoTime) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.shared = ledger.isShared();
    this.node = node;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.formerSelf = node;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Calls the reader in each turn of this node; without a shared ledger, before this method
   * returns.
   *
   * @throws Exception if the reader cannot begin, without a shared ledger
   */
  public void start(Reader reader) throws Exception {
    if (shared) {
      this.reader = reader;
      looks =
          renewals.scheduleWithFixedDelay(
              this::look, 0, timeout.dividedBy(RENEWALS).toMillis(), TimeUnit.MILLISECONDS);
    } else {
      reader.begin();
    }
  }

  /** Tells whether this node receives files and messages. Thread-safe. */
  public boolean isHeld() {
    return !shared || term != NO_TERM && nanoTime.getAsLong() - renewedAt < timeout.toNanos();
  }

  private void look() {
    try {
      if (term == NO_TERM) {
        take();
      } else {
        renew();
      }
    } catch (DataAccessException e) {
      // the health check steps reports a ledger that does not work
      LOG.debug("The lease of the reader cannot be renewed", e);
    }
  }

  private void take() {
    long sentAt = nanoTime.getAsLong();
    List<Long> taken =
        ledger.queryForList(
            Sql.of("take-reader"), Long.class, node, timeout.toMillis(), formerSelf);
    formerSelf = null;
    for (long newTerm : taken) {
      renewedAt = sentAt;
      term = newTerm;
      // if the answer was late, the turn begins with the first renewal
      if (isHeld()) {
        turns.execute(() -> begin(newTerm));
      }
    }
  }

  private void renew() {
    long sentAt = nanoTime.getAsLong();
    long current = term;
    if (extend(current, timeout)) {
      boolean lapsed = !isHeld();
      renewedAt = sentAt;
      // what began in the meantime may not have received anything
      if (lapsed && isHeld()) {
        turns.execute(reader::end);
        turns.execute(() -> begin(current));
      }
    } else {
      term = NO_TERM;
      LOG.info(
          "Another node receives files and messages: this one has not renewed its lease in time.");
      turns.execute(reader::end);
    }
  }

  private boolean extend(long ofTerm, Duration by) {
    return ledger.update(Sql.of("renew-reader"), by.toMillis(), ofTerm) > 0;
  }

  private void begin(long newTerm) {
    try {
      LOG.info("This node receives files and messages.");
      reader.begin();
    } catch (Exception e) {
      reader.beginFailed(e);
      if (!renewals.isShutdown()) {
        // this node may try again
        renewals.execute(() -> release(newTerm));
      }
    }
  }

  /** Ends a turn, so that another node can begin without waiting for the lease to expire. */
  private void release(long ofTerm) {
    if (term == ofTerm) {
      term = NO_TERM;
      try {
        extend(ofTerm, Duration.ZERO);
      } catch (DataAccessException e) {
        LOG.debug("The lease of the reader cannot be released; it expires", e);
      }
    }
  }

  /** Lets another node receive, once this one has stopped to. */
  @Override
  public void close() {
    if (looks != null) {
      looks.cancel(false);
      CompletableFuture.runAsync(() -> release(term), renewals)
          .completeOnTimeout(null, 1, TimeUnit.SECONDS)
          .join();
    }
    renewals.shutdownNow();
    turns.shutdownNow();
  }

  /** Receives files and messages. */
  public interface Reader {

    /**
     * Receives what another reader had claimed, and then what is new.
     *
     * @throws Exception if this node cannot receive
     */
    void begin() throws Exception;

    /** Reports why this node cannot receive. It is tried again. */
    void beginFailed(Exception failure);

    /** Stops to receive. */
    void end();
  }
}
