package io.github.leanixruns.hub;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.queue.QueueSetup;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the channels, {@code leanix.channel.NAME.…}. A setting that a channel does not have is
 * inherited from {@code leanix.…}.
 */
final class ChannelSettings {

  private static final String PREFIX = "leanix.channel";
  private static final String POLL = "leanix.run.poll";
  private static final String POLL_MAX = "leanix.run.poll-max";
  private static final Set<String> KEYS = keys();

  private final Settings settings;
  private final Function<String, Workspace> workspaces;

  /**
   * @param workspaces finds the workspace of a channel by its prefix, {@code leanix.channel.NAME};
   *     null for the default workspace
   */
  ChannelSettings(Settings settings, Function<String, Workspace> workspaces) {
    this.settings = settings;
    this.workspaces = workspaces;
  }

  private static Set<String> keys() {
    Set<String> keys =
        new TreeSet<>(
            Set.of(
                "base-url",
                "api-token",
                "api-token-file",
                "test",
                "execution-group",
                "fast",
                "full.shrink-max",
                "run.order",
                "run.poll",
                "run.poll-max",
                "run.timeout",
                "results",
                "outbox.directory",
                "queue.outbox"));
    HeaderDefaults.settings().forEach(name -> keys.add(name.substring("leanix.".length())));
    return keys;
  }

  /**
   * @throws SettingsException if a setting of a channel is invalid
   */
  ChannelRegistry read() {
    Map<String, Channel> named = new TreeMap<>();
    for (String name : settings.named(PREFIX, KEYS)) {
      String prefix = PREFIX + "." + name;
      named.put(name, channel(name, settings.seenFrom(prefix), workspaces.apply(prefix)));
    }
    return new ChannelRegistry(channel(null, settings, workspaces.apply(null)), named);
  }

  private static Channel channel(String name, Settings seen, Workspace workspace) {
    String group = seen.text("leanix.execution-group");
    boolean fast = seen.flag("leanix.fast");
    if (fast && !group.isEmpty()) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s=true and %s exclude each other: LeanIX has no fast runs of execution groups.",
              seen.nameOf("leanix.fast"),
              seen.nameOf("leanix.execution-group")));
    }
    return new Channel(
        name,
        workspace,
        new LdifCheck(headerDefaults(seen)),
        seen.flag("leanix.test"),
        emptyToNull(group),
        fast,
        "connector".equals(seen.oneOf("leanix.run.order", "connector", "none")),
        seen.percent("leanix.full.shrink-max"),
        pollingPolicy(seen),
        ResultsMode.of(seen.oneOf("leanix.results", "auto", "expected", "none")),
        Folders.outboxIn(seen),
        emptyToNull(QueueSetup.outbox(seen)));
  }

  private static PollingPolicy pollingPolicy(Settings seen) {
    Duration poll = seen.duration(POLL);
    Duration pollMax = seen.duration(POLL_MAX);
    if (poll.compareTo(pollMax) > 0) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s is \"%s\", but must not be longer than %s, which is \"%s\".",
              seen.nameOf(POLL),
              seen.text(POLL),
              seen.nameOf(POLL_MAX),
              seen.text(POLL_MAX)));
    }
    return new PollingPolicy(poll, pollMax, seen.duration("leanix.run.timeout"));
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static HeaderDefaults headerDefaults(Settings seen) {
    try {
      return HeaderDefaults.of(seen::text);
    } catch (IllegalArgumentException e) {
      String[] nameAndFault = e.getMessage().split(" ", 2);
      throw new SettingsException(seen.nameOf(nameAndFault[0]) + " " + nameAndFault[1], e);
    }
  }
}
