package io.github.leanixruns.testsupport;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.JmsDestination;
import org.apache.qpid.jms.JmsSession;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.jms.message.JmsMessageIDBuilder;
import org.apache.qpid.jms.policy.JmsMessageIDPolicy;
import org.apache.qpid.jms.provider.amqp.message.AmqpJmsMessageFacade;

/** Another client of the broker, which sends LDIFs and reads the outcomes. */
public final class QueueClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Connection connection;
  private final Session session;

  public QueueClient(String url) throws JMSException {
    this(new JmsConnectionFactory(Broker.USER, Broker.PASSWORD, url));
  }

  /** Returns one whose messages all have the same id, as one message that is delivered again. */
  public static QueueClient withMessageId(String url, String id) throws JMSException {
    JmsConnectionFactory factory = new JmsConnectionFactory(Broker.USER, Broker.PASSWORD, url);
    factory.setMessageIDPolicy(new OneId(id));
    return new QueueClient(factory);
  }

  private QueueClient(JmsConnectionFactory factory) throws JMSException {
    connection = factory.createConnection();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    connection.start();
  }

  public TextMessage text(String text) throws JMSException {
    return session.createTextMessage(text);
  }

  public BytesMessage bytes(String text) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return message;
  }

  public Session session() {
    return session;
  }

  public void send(String queue, String text) throws JMSException {
    send(queue, text(text));
  }

  public void send(String queue, Message message) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      producer.send(message);
    }
  }

  public TemporaryQueue temporaryQueue() throws JMSException {
    return session.createTemporaryQueue();
  }

  /** Waits for the next message of a queue. */
  public Message receive(String queue) throws JMSException {
    return receive(session.createQueue(queue));
  }

  public Message receive(Destination queue) throws JMSException {
    Message message = receive(queue, PATIENCE);
    if (message == null) {
      throw new AssertionError("no message came to " + queue);
    }
    return message;
  }

  /** Returns the next message of a queue, or null where none comes in time. */
  public Message receive(Destination queue, Duration patience) throws JMSException {
    try (MessageConsumer consumer = session.createConsumer(queue)) {
      return consumer.receive(patience.toMillis());
    }
  }

  /** Returns what is in a message, which holds bytes. */
  public static String content(Message message) throws JMSException {
    BytesMessage bytes = (BytesMessage) message;
    byte[] content = new byte[Math.toIntExact(bytes.getBodyLength())];
    bytes.readBytes(content);
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Returns the application properties of a message. */
  public static Map<String, Object> properties(Message message) throws JMSException {
    Map<String, Object> properties = new TreeMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = (String) names.nextElement();
      properties.put(name, message.getObjectProperty(name));
    }
    return properties;
  }

  /** Returns the content type of AMQP, which JMS does not know. */
  public static String contentType(Message message) {
    AmqpJmsMessageFacade properties = (AmqpJmsMessageFacade) ((JmsMessage) message).getFacade();
    return properties.getContentType().toString();
  }

  @Override
  public void close() throws JMSException {
    connection.close();
  }

  private record OneId(String id) implements JmsMessageIDPolicy {

    @Override
    public JmsMessageIDPolicy copy() {
      return this;
    }

    @Override
    public JmsMessageIDBuilder getMessageIDBuilder(JmsSession session, JmsDestination destination) {
      return new JmsMessageIDBuilder() {
        @Override
        public Object createMessageID(String producerId, long messageSequence) {
          return id;
        }
      };
    }
  }
}
