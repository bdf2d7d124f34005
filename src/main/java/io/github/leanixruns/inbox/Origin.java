package io.github.leanixruns.inbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where an LDIF came from, how it is to be run, and who waits for the outcome.
 *
 * @param source {@code inbox}, {@code processors}, {@code queue}, {@code route} or {@code schedule
 *     NAME}
 * @param channel the channel's name, or null without one
 * @param replyTo the queue on which somebody waits for the outcome, or null
 * @param correlationId by which they know it again, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(String source, String channel, String replyTo, String correlationId) {

  /** The source of processor configurations, and of nothing else. */
  static final String PROCESSORS = "processors";

  /** The inbox folder itself, without a channel. */
  public static final Origin INBOX = of("inbox", null);

  /**
   * A channel without a name is none, and PostgreSQL keeps no text with the character NUL in it.
   */
  public Origin {
    channel = channel == null || channel.isBlank() ? null : withoutNul(channel);
    replyTo = withoutNul(replyTo);
    correlationId = withoutNul(correlationId);
  }

  private static String withoutNul(String text) {
    return text == null ? null : text.replace("\0", "");
  }

  /** Returns an origin for which nobody waits. */
  public static Origin of(String source, String channel) {
    return new Origin(source, channel, null, null);
  }

  /** Returns what comes through the source: {@code run}, or {@code configuration}. */
  public String kind() {
    return isConfiguration() ? "configuration" : "run";
  }

  @JsonIgnore
  boolean isConfiguration() {
    return PROCESSORS.equals(source);
  }

  /** Tells whether this goes without saying. */
  @JsonIgnore
  boolean isPlain() {
    return equals(INBOX);
  }
}
