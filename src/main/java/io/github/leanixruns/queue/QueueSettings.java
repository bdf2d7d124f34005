package io.github.leanixruns.queue;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The broker and the queues of {@code leanix.queue.*}.
 *
 * @param inbox the queue that LDIFs are received from; an empty string if unset, as for the others
 * @param outbox the queue for results, which a channel can override
 * @param failed the queue for receipts of failed and rejected runs
 * @param maxSize the maximum size of a message, in bytes; larger ones are rejected, and larger
 *     results go to a folder
 * @param channels channels that senders may choose
 * @param replies addresses to which replies are sent
 */
record QueueSettings(
    BrokerAddress broker,
    Duration connectTimeout,
    String inbox,
    String outbox,
    String failed,
    int maxSize,
    List<String> channels,
    ReplyTargets replies) {

  private static final String URL = "leanix.queue.url";
  private static final String INBOX = "leanix.queue.inbox";
  private static final String OUTBOX = "leanix.queue.outbox";
  private static final String FAILED = "leanix.queue.failed";
  private static final String CHANNELS = "leanix.queue.channels";
  private static final String REPLY_TO = "leanix.queue.reply-to";
  // other characters have a meaning in a Camel URI
  private static final Pattern NAME = Pattern.compile("[\\w./:~$-]*");

  /**
   * Reads the settings. Empty if there is no broker.
   *
   * @throws SettingsException if a setting is invalid
   */
  static Optional<QueueSettings> of(Settings settings) {
    int maxSize = settings.bytes("leanix.queue.max-size");
    if (!settings.has(URL)) {
      List.of(
              INBOX,
              OUTBOX,
              FAILED,
              CHANNELS,
              REPLY_TO,
              "leanix.queue.user",
              "leanix.queue.password",
              "leanix.queue.password-file")
          .forEach(name -> requireNone(settings, name));
      return Optional.empty();
    }
    return Optional.of(
        new QueueSettings(
            BrokerAddress.of(settings),
            settings.duration("leanix.connect-timeout"),
            name(settings, INBOX),
            outbox(settings),
            otherThanInbox(settings, FAILED),
            maxSize,
            settings.list(CHANNELS),
            new ReplyTargets(settings.list(REPLY_TO))));
  }

  /** Returns the queue for results. A channel can override it. */
  static String outbox(Settings settings) {
    if (!settings.has(URL)) {
      requireNone(settings, OUTBOX);
    }
    return otherThanInbox(settings, OUTBOX);
  }

  /**
   * Requires that the channels that senders may choose exist.
   *
   * @throws SettingsException if one does not
   */
  void require(ChannelRegistry known) {
    for (String channel : channels) {
      if (!known.has(channel)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%s contains \"%s\", which is not a channel. %s.",
                CHANNELS,
                channel,
                known.describe()));
      }
    }
  }

  private static void requireNone(Settings settings, String name) {
    if (settings.has(name)) {
      throw new SettingsException(
          String.format(Locale.ROOT, "%s is set, but %s is not.", settings.nameOf(name), URL));
    }
  }

  private static String name(Settings settings, String setting) {
    String name = settings.text(setting);
    if (!NAME.matcher(name).matches()) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s is \"%s\", but must be the name of a queue: letters, digits and . _ - / : ~ $.",
              settings.nameOf(setting),
              name));
    }
    return name;
  }

  /** A message that is sent to the inbox would be received as an LDIF. */
  private static String otherThanInbox(Settings settings, String setting) {
    String name = name(settings, setting);
    if (!name.isEmpty() && name.equals(settings.text(INBOX))) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s and %s are both \"%s\", but must be different queues.",
              settings.nameOf(setting),
              INBOX,
              name));
    }
    return name;
  }
}
