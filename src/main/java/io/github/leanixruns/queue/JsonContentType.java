package io.github.leanixruns.queue;

import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.MessageCreatedStrategy;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.jms.provider.amqp.message.AmqpJmsMessageFacade;
import org.apache.qpid.proton.amqp.Symbol;

/** Sets the AMQP content type of each message to JSON, which JMS does not support. */
final class JsonContentType implements MessageCreatedStrategy {

  private static final Symbol JSON = Symbol.valueOf("application/json");

  @Override
  public void onMessageCreated(
      Message message, Session session, Exchange exchange, Throwable cause) {
    if (message instanceof JmsMessage amqp
        && amqp.getFacade() instanceof AmqpJmsMessageFacade properties) {
      properties.setContentType(JSON);
    }
  }
}
