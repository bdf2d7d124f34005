package io.github.leanixruns.queue;

import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.inbox.Origin;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.qpid.jms.JmsDestination;

/** Reads LDIFs from the messages of the inbox queue. */
public final class QueueInbox {

  /** A property by which Qpid JMS is told how to acknowledge a message, and that says: never. */
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
   * Says why a message can hold no LDIF, or null where it may. Objects are not even looked at: who
   * deserializes what others send does what they want.
   */
  public String refusal(@Body Message message) throws JMSException {
    String what = "It is a message of the queue \"%s\" ".formatted(queue);
    if (asksForReplyHere(message)) {
      return what
          + "that asks for the outcome on the same queue, where it would be taken for an LDIF.";
    }
    if (message instanceof TextMessage text) {
      return isReadable(text) ? null : what + "whose text is not in the encoding that it names.";
    }
    return message instanceof BytesMessage ? null : what + "that holds neither text nor bytes.";
  }

  private boolean asksForReplyHere(Message message) throws JMSException {
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

  /** Returns the LDIF of a message, or null where it is refused. */
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

  /** Returns where an LDIF comes from, and where its outcome is waited for. */
  public Origin origin(@Body Message message) throws JMSException {
    Destination replyTo = asksForReplyHere(message) ? null : message.getJMSReplyTo();
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

  /** Returns the LDIF's file name, made up from the message's id where the message has none. */
  public String fileName(@Body Message message) throws JMSException {
    String name = property(message, "LeanixFileName");
    String id = message.getJMSMessageID();
    if (name != null || id == null) {
      return name;
    }
    return "message-" + id.replaceFirst("^ID:", "").replaceAll("[^A-Za-z0-9._-]", "-") + ".json";
  }

  /** Returns what a message is known by when it is delivered again, or null where it has no id. */
  public DeliveryKey deliveryKey(@Body Message message) throws JMSException {
    String id = message.getJMSMessageID();
    return id == null ? null : new DeliveryKey("queue " + queue + " " + id, true);
  }

  /** Has the broker put a message to its dead letters, once it is acknowledged. */
  public void toDeadLetters(Message message) throws JMSException {
    message.setIntProperty(ACKNOWLEDGEMENT, REJECTED);
  }

  private static String property(Message message, String name) throws JMSException {
    String value = message.getStringProperty(name);
    return value == null || value.isBlank() ? null : value;
  }
}
