package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Makes the workspaces: one without a channel, and one for each channel that has its own. */
final class WorkspaceFactory {

  private final Access access;
  private final Clock clock;
  private final Duration rememberRefusal;
  private final UnaryOperator<ApiTokenHealthCheck> register;
  private final Workspace.TokenCall tokenCall;
  private final Workspace main;

  /**
   * @param register has health look at a check, and returns it
   */
  WorkspaceFactory(
      Access access,
      Clock clock,
      Duration rememberRefusal,
      UnaryOperator<ApiTokenHealthCheck> register,
      Workspace.TokenCall tokenCall) {
    this.access = access;
    this.clock = clock;
    this.rememberRefusal = rememberRefusal;
    this.register = register;
    this.tokenCall = tokenCall;
    this.main = make(access.main(), "api-token");
  }

  /**
   * @param channel for example {@code leanix.channel.crm}, or null without one
   */
  Workspace of(String channel) {
    if (channel == null) {
      return main;
    }
    String name = channel.substring(channel.lastIndexOf('.') + 1);
    return access
        .ofChannel()
        .apply(channel)
        .map(own -> make(own, "api-token-" + name))
        .orElse(main);
  }

  private Workspace make(WorkspaceSettings settings, String healthId) {
    return new Workspace(
        settings.baseUrl(),
        settings.apiToken(),
        clock,
        rememberRefusal,
        register.apply(new ApiTokenHealthCheck(healthId, clock)),
        tokenCall);
  }
}
