package io.github.leanixruns.queue;

import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.observe.FailureHealthCheck;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Reports messages that cannot be recorded in the ledger, to health and log. */
public final class QueueFailures implements Processor {

  private static final String MESSAGE = "message";

  private final FailureHealthCheck health;

  QueueFailures(FailureHealthCheck health) {
    this.health = health;
  }

  /** Reports a failure; called before each retry. */
  @Override
  public void process(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    health.failed(
        MESSAGE,
        String.format(
            Locale.ROOT,
            "A message of the inbox queue cannot be received: %s. It stays in the queue. Check the disk and the ledger.",
            ErrorMessages.of(failure)));
  }

  /** Reports that a message is recorded in the ledger. */
  public void recovered() {
    health.recovered(MESSAGE);
  }
}
