package io.github.leanixruns.hub;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.queue.QueueSetup;
import io.github.leanixruns.schedule.RunSchedules;
import io.github.leanixruns.settings.Settings;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * Settings that are used when the folders and the ledger exist. They are read before, so that a
 * start with an invalid setting creates no folder, and does not change the schema of a ledger.
 *
 * @param queue empty if there is no broker
 */
record LateSettings(RunSchedules schedules, Optional<QueueSetup> queue) {

  /**
   * Reads the settings.
   *
   * @param ofChannel finds the own workspace of a channel
   * @throws io.github.leanixruns.settings.SettingsException if one is invalid
   */
  static LateSettings read(
      CamelContext context,
      Settings settings,
      Function<String, Optional<WorkspaceSettings>> ofChannel) {
    ChannelRegistry channels =
        new ChannelSettings(
                settings,
                channel -> {
                  Optional.ofNullable(channel).flatMap(ofChannel);
                  return null;
                })
            .read();
    HubBeans.requestsPerSecond(settings);
    HubBeans.nodeTimeout(settings);
    Stream.of(
            "leanix.inbox.poll",
            "leanix.inbox.settle",
            "leanix.inbox.truncated-after",
            "leanix.results.timeout",
            "leanix.sandbox.run-time")
        .forEach(settings::duration);
    settings.bytes("leanix.upload.direct-max");
    settings.flag("leanix.upload.storage");
    return new LateSettings(
        RunSchedules.of(settings, channels.names()), QueueSetup.of(context, settings, channels));
  }
}
