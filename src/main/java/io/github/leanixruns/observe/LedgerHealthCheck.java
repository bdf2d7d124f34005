package io.github.leanixruns.observe;

import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is DOWN, until the restart, once the file of the ledger was removed or replaced. */
public final class LedgerHealthCheck extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.health");

  private final BooleanSupplier inPlace;
  private final String message;
  private boolean lost;

  /**
   * @param name the path of the ledger
   * @param inPlace tells whether the file is still the one that was opened
   */
  public LedgerHealthCheck(String name, BooleanSupplier inPlace) {
    super("leanix", "ledger");
    this.inPlace = inPlace;
    this.message =
        String.format(
            Locale.ROOT,
            "The ledger %s was removed or replaced while leanix-runs is running. No run is started or continued. Stop leanix-runs, restore the ledger if you can, and start it again: LDIFs whose runs are not in the ledger are then held.",
            name);
  }

  /** Checks the file and logs once that it was removed or replaced. */
  public synchronized boolean isLost() {
    if (!lost && !inPlace.getAsBoolean()) {
      lost = true;
      LOG.error(message);
    }
    return lost;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (isLost()) {
      builder.message(message).down();
    } else {
      builder.up();
    }
  }
}
