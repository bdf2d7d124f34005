package io.github.leanixruns.queue;

import jakarta.jms.Destination;
import org.apache.qpid.jms.JmsDestination;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.JmsTemporaryQueue;
import org.apache.qpid.jms.JmsTemporaryTopic;
import org.apache.qpid.jms.JmsTopic;

/** Converts the destination of a reply to text, so that the reply can be sent after a restart. */
enum ReplyAddress {
  QUEUE("queue:"),
  TOPIC("topic:"),
  TEMPORARY_QUEUE("temp-queue:"),
  TEMPORARY_TOPIC("temp-topic:");

  private final String prefix;

  ReplyAddress(String prefix) {
    this.prefix = prefix;
  }

  /** Returns the text for the ledger, or null if no reply is requested. */
  static String write(Destination destination) {
    return destination instanceof JmsDestination known
        ? kindOf(known).prefix + known.getAddress()
        : null;
  }

  private static ReplyAddress kindOf(JmsDestination destination) {
    if (destination.isTemporary()) {
      return destination.isQueue() ? TEMPORARY_QUEUE : TEMPORARY_TOPIC;
    }
    return destination.isQueue() ? QUEUE : TOPIC;
  }

  /** Returns the destination for a text of the ledger. */
  static Destination read(String text) {
    for (ReplyAddress kind : values()) {
      if (text.startsWith(kind.prefix)) {
        return kind.destination(text.substring(kind.prefix.length()));
      }
    }
    throw new IllegalArgumentException("not a destination: " + text);
  }

  private Destination destination(String address) {
    return switch (this) {
      case QUEUE -> new JmsQueue(address);
      case TOPIC -> new JmsTopic(address);
      case TEMPORARY_QUEUE -> new JmsTemporaryQueue(address);
      case TEMPORARY_TOPIC -> new JmsTemporaryTopic(address);
    };
  }
}
