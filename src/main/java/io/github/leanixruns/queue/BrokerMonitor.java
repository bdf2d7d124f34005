package io.github.leanixruns.queue;

import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.observe.FailureHealthCheck;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.util.function.BooleanSupplier;

/**
 * Looks whether the broker can be reached and lets this program in, and whether LDIFs come from the
 * inbox queue; health and log learn of it in words.
 */
public final class BrokerMonitor implements ExceptionListener {

  private static final String BROKER = "broker";
  private static final String INBOX = "inbox";

  private final QueueSettings queue;
  private final ConnectionFactory connections;
  private final BooleanSupplier listening;
  private final FailureHealthCheck health;
  private volatile JMSException lastOfListener;
  private volatile boolean reachable;

  /**
   * @param listening tells whether somebody listens to the inbox queue, or there is none
   */
  BrokerMonitor(
      QueueSettings queue,
      ConnectionFactory connections,
      BooleanSupplier listening,
      FailureHealthCheck health) {
    this.queue = queue;
    this.connections = connections;
    this.listening = listening;
    this.health = health;
  }

  /** Looks once; takes no longer than a connection may take. */
  public void look() {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession()) {
      session.getAcknowledgeMode();
      reachable = true;
      health.passed(BROKER);
      lookAtInbox();
    } catch (JMSException e) {
      reachable = false;
      health.occurred(BROKER, words(e));
    }
  }

  /** Tells whether the broker could be reached when it was looked at last. */
  public boolean isReachable() {
    return reachable;
  }

  private void lookAtInbox() {
    JMSException last = lastOfListener;
    if (last == null || listening.getAsBoolean()) {
      lastOfListener = null;
      health.passed(INBOX);
    } else {
      health.occurred(
          INBOX,
          "No LDIFs can be taken from the queue \"%s\": %s. Check leanix.queue.inbox and what leanix.queue.user may do."
              .formatted(queue.inbox(), ErrorMessages.of(last)));
    }
  }

  private String words(JMSException failure) {
    return failure instanceof JMSSecurityException
        ? "The broker %s refuses the log-in: %s. Check leanix.queue.user and leanix.queue.password."
            .formatted(queue.broker(), ErrorMessages.of(failure))
        : "The broker %s cannot be reached: %s. Check leanix.queue.url, and whether it runs."
            .formatted(queue.broker(), ErrorMessages.of(failure));
  }

  /** Is told of whatever keeps the listener from listening, at each attempt. */
  @Override
  public void onException(JMSException failure) {
    lastOfListener = failure;
  }
}
