package io.github.leanixruns.queue;

import io.github.leanixruns.observe.FailureHealthCheck;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Tells health and log of a message that cannot be taken up. */
public final class QueueFailures implements Processor {

  private static final String MESSAGE = "message";

  private final FailureHealthCheck health;

  QueueFailures(FailureHealthCheck health) {
    this.health = health;
  }

  /** Is called before each further attempt. */
  @Override
  public void process(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    health.occurred(
        MESSAGE,
        "A message of the inbox queue cannot be taken up: %s. It stays in the queue. Check the disk and the ledger."
            .formatted(failure.getMessage()));
  }

  /** Is called once a message is in the ledger. */
  public void passed() {
    health.passed(MESSAGE);
  }
}
