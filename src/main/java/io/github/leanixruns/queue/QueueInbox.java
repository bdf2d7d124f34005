package io.github.leanixruns.queue;

import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.inbox.Origin;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.qpid.jms.JmsDestination;

/** Reads LDIFs from the messages of the inbox queue. */
public final class QueueInbox {

  /** The property of Qpid JMS that sets a message's acknowledgement. */
  private static final String ACKNOWLEDGEMENT = "JMS_AMQP_ACK_TYPE";

  private static final int REJECTED = 2;

  private final String queue;

  /**
   * @param queue the name of the inbox queue
   */
  public QueueInbox(String queue) {
    this.queue = queue;
  }

  /**
   * Returns why a message is refused, or null if it can contain an LDIF. Object messages are
   * refused without being deserialized, which would be unsafe.
   */
  public String refusal(@Body Message message) throws JMSException {
    String subject = String.format(Locale.ROOT, "The message of the queue \"%s\" ", queue);
    if (requestsReplyHere(message)) {
      return subject
          + "requests its reply on the same queue, where the reply would be received as an LDIF.";
    }
    if (message instanceof TextMessage text) {
      return isReadable(text) ? null : subject + "has a text that is not in its declared encoding.";
    }
    return message instanceof BytesMessage ? null : subject + "contains neither text nor bytes.";
  }

  private boolean requestsReplyHere(Message message) throws JMSException {
    return message.getJMSReplyTo() instanceof JmsDestination known
        && known.getAddress().equals(queue);
  }

  private static boolean isReadable(TextMessage message) {
    try {
      message.getText();
      return true;
    } catch (JMSException e) {
      return false;
    }
  }

  /** Returns the LDIF of a message, or null if the message is refused. */
  public Object ldif(@Body Message message, @Variable("refusal") String refusal)
      throws JMSException {
    if (refusal != null) {
      return null;
    }
    if (message instanceof TextMessage text) {
      return text.getText();
    }
    BytesMessage bytes = (BytesMessage) message;
    byte[] ldif = new byte[Math.toIntExact(bytes.getBodyLength())];
    bytes.readBytes(ldif);
    return ldif;
  }

  /** Returns the source of an LDIF, with the destination of the reply. */
  public Origin origin(@Body Message message) throws JMSException {
    Destination replyTo = requestsReplyHere(message) ? null : message.getJMSReplyTo();
    return new Origin(
        "queue",
        property(message, "LeanixChannel"),
        ReplyAddress.write(replyTo),
        replyTo == null ? null : correlationId(message));
  }

  private static String correlationId(Message message) throws JMSException {
    String own = message.getJMSCorrelationID();
    return own == null ? message.getJMSMessageID() : own;
  }

  /** Returns the LDIF's file name, or by default a name derived from the message's id. */
  public String fileName(@Body Message message) throws JMSException {
    String name = property(message, "LeanixFileName");
    String id = message.getJMSMessageID();
    if (name != null || id == null) {
      return name;
    }
    return "message-" + id.replaceFirst("^ID:", "").replaceAll("[^A-Za-z0-9._-]", "-") + ".json";
  }

  /** Returns the key that detects duplicate deliveries of a message, or null if it has no id. */
  public DeliveryKey deliveryKey(@Body Message message) throws JMSException {
    String id = message.getJMSMessageID();
    return id == null ? null : new DeliveryKey("queue " + queue + " " + id, true);
  }

  /** Makes the broker move a message to its dead letters when it is acknowledged. */
  public void toDeadLetters(Message message) throws JMSException {
    message.setIntProperty(ACKNOWLEDGEMENT, REJECTED);
  }

  private static String property(Message message, String name) throws JMSException {
    String value = message.getStringProperty(name);
    return value == null || value.isBlank() ? null : value;
  }
}
