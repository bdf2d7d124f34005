package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.RequestBudget;
import io.github.leanixruns.leanix.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Creates the workspaces: the default, and one for each channel that has its own. */
final class WorkspaceFactory {

  private final Access access;
  private final int requestsPerSecond;
  private final Clock clock;
  private final Duration refusalCacheTime;
  private final UnaryOperator<ApiTokenHealthCheck> register;
  private final Runnable acceptedAgain;
  private final Workspace.TokenCall tokenCall;
  private final Workspace main;

  /**
   * @param register registers a health check and returns it
   * @param acceptedAgain is called when an API token that was refused is accepted
   */
  WorkspaceFactory(
      Access access,
      int requestsPerSecond,
      Clock clock,
      Duration refusalCacheTime,
      UnaryOperator<ApiTokenHealthCheck> register,
      Runnable acceptedAgain,
      Workspace.TokenCall tokenCall) {
    this.access = access;
    this.requestsPerSecond = requestsPerSecond;
    this.clock = clock;
    this.refusalCacheTime = refusalCacheTime;
    this.register = register;
    this.acceptedAgain = acceptedAgain;
    this.tokenCall = tokenCall;
    this.main = make(access.main(), "api-token");
  }

  /**
   * @param channel for example {@code leanix.channel.crm}, or null for the default
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
        new RequestBudget(requestsPerSecond),
        clock,
        refusalCacheTime,
        register.apply(new ApiTokenHealthCheck(healthId, clock, acceptedAgain)),
        tokenCall);
  }
}
