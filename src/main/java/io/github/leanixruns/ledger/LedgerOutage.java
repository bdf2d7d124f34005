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
  // connections fail one after another
  private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

  private final String name;
  private final LongSupplier nanoTime;
  private volatile boolean lasting;
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
    if (lasting && nanoTime.getAsLong() - lastFailure > QUIET_NANOS) {
      end();
    }
  }

  private synchronized void end() {
    if (lasting) {
      lasting = false;
      LOG.info("The ledger {} can be reached again.", name);
    }
  }

  /** Tells whether the outage lasts, so that what follows from it need not be logged. */
  public boolean lasts() {
    return lasting;
  }
}
