package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.Settings;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says which workspaces the channels go to: in the sandbox, none but the sandbox.
 *
 * @param main the workspace without a channel
 * @param ofChannel finds the workspace that a channel has of its own, for example {@code
 *     leanix.channel.crm}
 */
record Access(WorkspaceSettings main, Function<String, Optional<WorkspaceSettings>> ofChannel) {

  static Access of(Settings settings) {
    return new Access(
        WorkspaceSettings.of(settings), channel -> WorkspaceSettings.ofChannel(settings, channel));
  }

  /** No setting can lead from the sandbox to a real workspace. */
  static Access ofSandbox(String baseUrl, String apiToken) {
    return new Access(
        new WorkspaceSettings(baseUrl, ApiToken.of(apiToken, "the sandbox")),
        channel -> Optional.empty());
  }
}
