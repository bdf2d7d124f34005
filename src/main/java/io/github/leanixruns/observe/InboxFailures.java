package io.github.leanixruns.observe;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.leanix.ErrorMessages;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Variable;

/** Reports claimed files that cannot be recorded in the ledger, to health and log. */
public final class InboxFailures implements Processor {

  private final FailureHealthCheck health;

  public InboxFailures(FailureHealthCheck health) {
    this.health = health;
  }

  /** Reports a failure; called before each retry. */
  @Override
  public void process(Exchange exchange) {
    Claim claim = exchange.getVariable("claim", Claim.class);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    health.failed(
        claim.id(),
        String.format(
            Locale.ROOT,
            "[%s] is safe in %s, but cannot be recorded in the ledger: %s. Check the disk and the ledger.",
            claim.label(),
            claim.file().getParent(),
            ErrorMessages.of(failure)));
  }

  /** Reports that a file is recorded in the ledger. */
  public void recovered(@Variable("claim") Claim claim) {
    health.recovered(claim.id());
  }
}
