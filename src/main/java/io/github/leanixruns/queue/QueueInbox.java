package io.github.leanixruns.queue;

import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.inbox.Origin;
import io.github.leanixruns.ldif.Excerpt;
import io.github.leanixruns.run.Ending;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.trace.Traceparent;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.qpid.jms.JmsDestination;

/** Reads the messages of the inbox queue, and decides which go to the dead letters. */
public final class QueueInbox {

  /** The property of Qpid JMS that sets a message's acknowledgement. */
  private static final String ACKNOWLEDGEMENT = "JMS_AMQP_ACK_TYPE";

  private static final int REJECTED = 2;

  private final QueueSettings settings;

  QueueInbox(QueueSettings settings) {
    this.settings = settings;
  }

  /** Reads a message. The origin contains the reason if the message is refused. */
  public QueueMessage read(@Body Message message) {
    MessageReader reader = new MessageReader(message);
    String id = reader.text("message id", Message::getJMSMessageID);
    String fileName = reader.property("LeanixFileName");
    String channel = channel(reader);
    Destination requested = reader.read("reply-to address", Message::getJMSReplyTo);
    Destination replyTo = replyTo(reader, requested);
    String correlationId = reader.text("correlation id", Message::getJMSCorrelationID);
    Object ldif = reader.body();
    Origin origin =
        new Origin(
            "queue",
            channel,
            ReplyAddress.write(replyTo),
            replyTo == null ? null : correlationId == null ? id : correlationId,
            Traceparent.valid(
                reader.read(Traceparent.HEADER, any -> any.getObjectProperty(Traceparent.HEADER))),
            replyTo == requested ? null : noteOn(requested),
            refusal(reader));
    return new QueueMessage(
        message,
        origin,
        fileName == null && id != null ? nameOf(id) : fileName,
        id == null ? null : new DeliveryKey("queue " + settings.inbox() + " " + id, true),
        ldif);
  }

  private String channel(MessageReader reader) {
    String channel = reader.property("LeanixChannel");
    if (channel == null || settings.channels().contains(channel)) {
      return channel;
    }
    reader.refuse(
        "chooses the channel %s, which is not in leanix.queue.channels.", Excerpt.quoted(channel));
    return null;
  }

  /** Returns where the reply is sent, or null. */
  private Destination replyTo(MessageReader reader, Destination requested) {
    String address = reader.text("reply-to address", any -> addressOf(requested));
    if (settings.inbox().equals(address)) {
      reader.refuse(
          "requests its reply on the same queue, where the reply would be received as an LDIF.");
      return null;
    }
    return address != null && settings.replies().allows(requested) ? requested : null;
  }

  private static String addressOf(Destination destination) {
    return destination instanceof JmsDestination known ? known.getAddress() : null;
  }

  private static String noteOn(Destination requested) {
    return String.format(
        Locale.ROOT,
        "no reply is sent to %s, which is neither a temporary queue nor in leanix.queue.reply-to",
        Excerpt.quoted(addressOf(requested)));
  }

  private String refusal(MessageReader reader) {
    return reader.refusal() == null
        ? null
        : String.format(
            Locale.ROOT, "The message of the queue \"%s\" %s", settings.inbox(), reader.refusal());
  }

  private static String nameOf(String id) {
    return "message-" + id.replaceFirst("^ID:", "").replaceAll("[^A-Za-z0-9._-]", "-") + ".json";
  }

  /**
   * Makes the broker move a rejected message to its dead letters when it is acknowledged, unless
   * the failed queue receives the receipt and the failed folder has the LDIF.
   */
  public void acknowledge(@Variable("message") QueueMessage message, @Variable("taken") Run taken)
      throws JMSException {
    boolean kept = message.ldif() != null && !settings.failed().isEmpty();
    if (taken != null && Ending.REJECTED.equals(taken.stage()) && !kept) {
      reject(message.message());
    }
  }

  /** Makes the broker move a message to its dead letters when it is acknowledged. */
  static void reject(Message message) throws JMSException {
    message.setIntProperty(ACKNOWLEDGEMENT, REJECTED);
  }
}
