package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives the workspaces of the channels. In the sandbox this is always the sandbox.
 *
 * @param main the default workspace
 * @param ofChannel finds the own workspace of a channel, for example {@code leanix.channel.crm}
 */
record Access(WorkspaceSettings main, Function<String, Optional<WorkspaceSettings>> ofChannel) {

  static Access of(Settings settings) {
    // read once, because reading logs warnings
    Map<String, Optional<WorkspaceSettings>> ofChannel = new HashMap<>();
    return new Access(
        WorkspaceSettings.of(settings),
        channel ->
            ofChannel.computeIfAbsent(
                channel, missing -> WorkspaceSettings.ofChannel(settings, missing)));
  }

  /** Uses the sandbox for all channels, so that no setting can lead to a real workspace. */
  static Access ofSandbox(String baseUrl, String apiToken) {
    return new Access(
        new WorkspaceSettings(baseUrl, ApiToken.of(apiToken, "the sandbox")),
        channel -> Optional.empty());
  }
}
