package io.github.leanixruns.queue;

import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.observe.FailureHealthCheck;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Checks the connection to the broker and the listener of the inbox queue, and reports failures to
 * health and log.
 */
public final class BrokerMonitor implements ExceptionListener {

  private static final String BROKER = "broker";
  private static final String INBOX = "inbox";

  private final QueueSettings queue;
  private final ConnectionFactory connections;
  private final BooleanSupplier listening;
  private final FailureHealthCheck health;
  private volatile JMSException listenerFailure;
  private volatile boolean reachable;

  /**
   * @param listening returns whether the listener of the inbox queue is registered, if there is one
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

  /** Checks once. Takes at most the connect time-out. */
  public void check() {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession()) {
      session.getAcknowledgeMode();
      reachable = true;
      health.recovered(BROKER);
      checkInbox();
    } catch (JMSException e) {
      reachable = false;
      health.failed(BROKER, describe(e));
    }
  }

  /** Returns whether the broker was reachable in the last check. */
  public boolean isReachable() {
    return reachable;
  }

  private void checkInbox() {
    JMSException failure = listenerFailure;
    if (failure == null || listening.getAsBoolean()) {
      listenerFailure = null;
      health.recovered(INBOX);
    } else {
      health.failed(
          INBOX,
          String.format(
              Locale.ROOT,
              "No LDIFs can be received from the queue \"%s\": %s. Check leanix.queue.inbox and the permissions of leanix.queue.user.",
              queue.inbox(),
              ErrorMessages.of(failure)));
    }
  }

  private String describe(JMSException failure) {
    return failure instanceof JMSSecurityException
        ? String.format(
            Locale.ROOT,
            "The broker %s refuses the log-in: %s. Check leanix.queue.user and leanix.queue.password.",
            queue.broker(),
            ErrorMessages.of(failure))
        : String.format(
            Locale.ROOT,
            "The broker %s is unreachable: %s. Check leanix.queue.url, and whether the broker is running.",
            queue.broker(),
            ErrorMessages.of(failure));
  }

  /** Records why the listener cannot be registered; called after each attempt. */
  @Override
  public void onException(JMSException failure) {
    listenerFailure = failure;
  }
}
