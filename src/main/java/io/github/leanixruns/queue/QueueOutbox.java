package io.github.leanixruns.queue;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.run.Run;
import jakarta.jms.Destination;
import java.io.File;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Decides what a message that goes out holds, and where it goes. */
public final class QueueOutbox {

  private final String failedQueue;
  private final int maxSize;

  /**
   * @param failedQueue the queue for receipts of failed runs, or an empty text
   * @param maxSize the most bytes of a message's body
   */
  public QueueOutbox(String failedQueue, int maxSize) {
    this.failedQueue = failedQueue;
    this.maxSize = maxSize;
  }

  /** Tells whether results are too large for a message; receipts never are. */
  public boolean isTooLarge(@Body Object body) {
    return body instanceof File results && results.length() > maxSize;
  }

  /** Returns the queue for the outcome of a run, or null if there is none. */
  public String destination(@Variable("run") Run run, @Variable("channel") Channel channel) {
    if (!"DELIVERED".equals(run.finalStage())) {
      return failedQueue.isEmpty() ? null : failedQueue;
    }
    return run.hasResults() ? channel.outboxQueue() : null;
  }

  /**
   * Returns by what the broker knows a message again: in each queue, there is one of a run, and one
   * more where somebody waits in that same queue for the outcome.
   *
   * @param reply where a reply goes to, or null for other messages
   */
  public String duplicateId(@Variable("run") Run run, @Header("CamelJmsDestination") Object reply) {
    String runId = run.runId();
    return (runId == null ? run.id() : runId) + (reply == null ? "" : "-reply");
  }

  /** Returns where the outcome of a run is waited for. */
  public Destination replyTo(@Variable("run") Run run) {
    return ReplyAddress.read(run.replyTo());
  }
}
