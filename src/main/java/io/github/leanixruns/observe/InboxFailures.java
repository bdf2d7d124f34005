package io.github.leanixruns.observe;

import io.github.leanixruns.inbox.Claim;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Variable;

/** Tells health and log of a claimed file that cannot be given its row in the ledger. */
public final class InboxFailures implements Processor {

  private final FailureHealthCheck health;

  public InboxFailures(FailureHealthCheck health) {
    this.health = health;
  }

  /** Is called before each further attempt. */
  @Override
  public void process(Exchange exchange) {
    Claim claim = exchange.getVariable("claim", Claim.class);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    health.occurred(
        claim.id(),
        "[%s] is safe in %s, but cannot be taken up: %s. Check the disk and the ledger."
            .formatted(claim.fileName(), claim.file().getParent(), failure.getMessage()));
  }

  /** Is called once a file is in the ledger. */
  public void passed(@Variable("claim") Claim claim) {
    health.passed(claim.id());
  }
}
