package io.github.leanixruns.inbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where an LDIF came from, its channel, and where to send the outcome.
 *
 * @param source {@code inbox}, {@code processors}, {@code queue}, {@code route} or {@code schedule
 *     NAME}
 * @param channel the channel's name, or null without one
 * @param replyTo the address to which the sender wants the outcome, or null
 * @param correlationId the correlation id of the reply, or null
 * @param traceparent the context of the trace in which it was sent, or null
 * @param note a note for the log and the receipt, or null
 * @param refusal the reason if it is already known that the LDIF is rejected, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(
    String source,
    String channel,
    String replyTo,
    String correlationId,
    String traceparent,
    String note,
    String refusal) {

  /** The source of processor configurations. */
  static final String PROCESSORS = "processors";

  /** The inbox folder itself, without a channel. */
  public static final Origin INBOX = of("inbox", null);

  /** Treats a blank channel as null, and removes U+0000, which PostgreSQL cannot store. */
  public Origin {
    channel = channel == null || channel.isBlank() ? null : withoutNul(channel);
    replyTo = withoutNul(replyTo);
    correlationId = withoutNul(correlationId);
  }

  private static String withoutNul(String text) {
    return text == null ? null : text.replace("\0", "");
  }

  /** Returns an origin that is not a message. */
  public static Origin of(String source, String channel) {
    return of(source, channel, null);
  }

  /** Returns an origin that is not a message, but may continue a trace. */
  static Origin of(String source, String channel, String traceparent) {
    return new Origin(source, channel, null, null, traceparent, null, null);
  }

  /** Returns what this source delivers: {@code run} or {@code configuration}. */
  public String kind() {
    return isConfiguration() ? "configuration" : "run";
  }

  @JsonIgnore
  boolean isConfiguration() {
    return PROCESSORS.equals(source);
  }

  /** Tells whether the LDIF is a file that was dropped into a watched folder. */
  @JsonIgnore
  public boolean isDropped() {
    return isConfiguration() || INBOX.source().equals(source);
  }

  /** Tells whether this is the inbox without a channel, which need not be stored. */
  @JsonIgnore
  boolean isPlain() {
    return equals(INBOX);
  }
}
