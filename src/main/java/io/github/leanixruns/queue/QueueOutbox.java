package io.github.leanixruns.queue;

import jakarta.jms.Destination;
import java.io.File;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Decides what a message that goes out holds, and where it goes. */
public final class QueueOutbox {

  private final int maxSize;

  /**
   * @param maxSize the most bytes of a message's body
   */
  public QueueOutbox(int maxSize) {
    this.maxSize = maxSize;
  }

  /** Tells whether results are too large for a message; receipts never are. */
  public boolean isTooLarge(@Body Object body) {
    return body instanceof File results && results.length() > maxSize;
  }

  /**
   * Returns by what the broker knows a message again: in each queue, there is one of a run, and one
   * more where somebody waits in that same queue for the outcome.
   *
   * @param reply where a reply goes to, or null for other messages
   */
  public String duplicateId(
      @Variable("run") Map<String, Object> run, @Header("CamelJmsDestination") Object reply) {
    Object runId = run.get("run_id");
    return (runId == null ? run.get("id") : runId) + (reply == null ? "" : "-reply");
  }

  /** Returns where the outcome of a run is waited for. */
  public Destination replyTo(@Variable("run") Map<String, Object> run) {
    return ReplyAddress.read((String) run.get("reply_to"));
  }
}
