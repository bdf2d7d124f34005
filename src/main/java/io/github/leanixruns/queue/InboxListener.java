package io.github.leanixruns.queue;

import io.github.leanixruns.ldif.Excerpt;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the inbox queue, and rejects each message that the route fails to take. Otherwise the
 * message would be delivered again at once, without end. A failure of the disk or the ledger does
 * not leave the route, which repeats the step.
 */
final class InboxListener extends DefaultJmsMessageListenerContainer {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.queue");

  InboxListener(JmsEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  protected void invokeListener(Session session, Message message) throws JMSException {
    try {
      super.invokeListener(session, message);
    } catch (RuntimeException | JMSException | Error e) {
      if (!runningAllowed()) {
        // the shutdown has interrupted it, and the message stays in the queue
        throw e;
      }
      LOG.warn(
          "The message {} of the queue \"{}\" is rejected, because it cannot be taken: {}. The broker moves it to its dead letters.",
          Excerpt.quoted(String.valueOf(message.getJMSMessageID())),
          getDestinationName(),
          MessageReader.describe(e.getCause() == null ? e : e.getCause()));
      QueueInbox.reject(message);
    }
  }
}
