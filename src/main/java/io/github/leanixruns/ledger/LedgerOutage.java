package io.github.leanixruns.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that the database of the ledger cannot be reached, and once that it can be reached
 * again. Thread-safe.
 */
public final class LedgerOutage {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.health");
  // longer than the time-out for a connection: connections fail one after another
  private static final long CALM_NANOS = Duration.ofSeconds(6).toNanos();
  // some failures are reported when the operation is repeated
  private static final long LATE_NANOS = Duration.ofMinutes(1).toNanos();

  private final String name;
  private final LongSupplier nanoTime;
  private volatile boolean lasting;
  private volatile boolean ended;
  private volatile long lastFailure;

  LedgerOutage(String name, LongSupplier nanoTime) {
    this.name = name;
    this.nanoTime = nanoTime;
  }

  synchronized void failed(Exception failure) {
    lastFailure = nanoTime.getAsLong();
    if (!lasting) {
      lasting = true;
      LOG.error(
          "The ledger {} cannot be reached: {}. Check PostgreSQL. Retrying until it succeeds.",
          name,
          Ledger.rootMessage(failure).replaceFirst("\\.$", ""));
    }
  }

  /** Records that the ledger was used. The outage has ended if no use has failed for a while. */
  public void succeeded() {
    if (lasting && nanoTime.getAsLong() - lastFailure > CALM_NANOS) {
      end();
    }
  }

  private synchronized void end() {
    if (lasting) {
      lasting = false;
      ended = true;
      LOG.info("The ledger {} can be reached again.", name);
    }
  }

  /** Tells whether an outage lasts or has just ended, so that its consequences are not logged. */
  public boolean isRecent() {
    return lasting || ended && nanoTime.getAsLong() - lastFailure < LATE_NANOS;
  }
}
