package io.github.leanixruns.queue;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.run.Run;
import jakarta.jms.Destination;
import java.io.File;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Decides the destination and the duplicate detection id of outgoing messages. */
public final class QueueOutbox {

  private final QueueSettings settings;

  QueueOutbox(QueueSettings settings) {
    this.settings = settings;
  }

  /** Returns whether results are too large for a message. Receipts never are. */
  public boolean isTooLarge(@Body Object body) {
    return body instanceof File results && results.length() > settings.maxSize();
  }

  /** Returns the queue for the outcome of a run, or null if nothing is sent. */
  public String destination(@Variable("run") Run run, @Variable("channel") Channel channel) {
    if (!"DELIVERED".equals(run.finalStage())) {
      return settings.failed().isEmpty() ? null : settings.failed();
    }
    return run.hasResults() ? channel.outboxQueue() : null;
  }

  /**
   * Returns the id by which the broker detects duplicates. A queue receives one message of a run,
   * and also its reply if the reply is requested there.
   *
   * @param reply the destination of a reply, or null for other messages
   */
  public String duplicateId(@Variable("run") Run run, @Header("CamelJmsDestination") Object reply) {
    String runId = run.runId();
    return (runId == null ? run.id() : runId) + (reply == null ? "" : "-reply");
  }

  /** Returns whether a run has a reply that is not sent yet and may be sent to its destination. */
  public boolean hasReply(@Variable("run") Run run) {
    return run.replyTo() != null
        && run.repliedAt() == null
        && settings.replies().allows(replyTo(run));
  }

  /** Returns the destination of the reply for a run. */
  public Destination replyTo(@Variable("run") Run run) {
    return ReplyAddress.read(run.replyTo());
  }
}
