package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.Settings;
import java.util.Optional;

/** Says which workspaces the channels go to: in the sandbox, none but the sandbox. */
interface Access {

  /** Returns the workspace without a channel. */
  WorkspaceSettings main();

  /**
   * Returns the workspace that a channel has of its own.
   *
   * @param channel for example {@code leanix.channel.crm}
   */
  Optional<WorkspaceSettings> ofChannel(String channel);

  static Access of(Settings settings) {
    WorkspaceSettings main = WorkspaceSettings.of(settings);
    return new Access() {
      @Override
      public WorkspaceSettings main() {
        return main;
      }

      @Override
      public Optional<WorkspaceSettings> ofChannel(String channel) {
        return WorkspaceSettings.ofChannel(settings, channel);
      }
    };
  }

  /** No setting can lead from the sandbox to a real workspace. */
  static Access ofSandbox(String baseUrl, String apiToken) {
    WorkspaceSettings main = new WorkspaceSettings(baseUrl, ApiToken.of(apiToken, "the sandbox"));
    return new Access() {
      @Override
      public WorkspaceSettings main() {
        return main;
      }

      @Override
      public Optional<WorkspaceSettings> ofChannel(String channel) {
        return Optional.empty();
      }
    };
  }
}
