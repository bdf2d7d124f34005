package io.github.leanixruns.kamelet;

import io.github.leanixruns.leanix.ApiRoutes;
import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.RequestBudget;
import io.github.leanixruns.leanix.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/** What the kamelets of an application share: access token, limit of requests, and open runs. */
record SharedWorkspace(Workspace workspace, RunQueue queue, Waits waits) {

  private static final Duration REFUSAL_CACHE_TIME = Duration.ofSeconds(1);

  /** Returns the workspace of all kamelets of an application that have the same parameters. */
  static synchronized SharedWorkspace of(CamelContext context, Parameters parameters, Clock clock) {
    ExtendedCamelContext extension = context.getCamelContextExtension();
    All all = extension.getContextPlugin(All.class);
    if (all == null) {
      all = new All(new HashMap<>());
      extension.addContextPlugin(All.class, all);
    }
    return all.byParameters.computeIfAbsent(parameters, missing -> create(context, missing, clock));
  }

  private static SharedWorkspace create(CamelContext context, Parameters parameters, Clock clock) {
    Workspace workspace =
        new Workspace(
            parameters.baseUrl,
            ApiToken.of(parameters.apiToken, "apiToken and baseUrl"),
            new RequestBudget(parameters.requestsPerSecond),
            clock,
            REFUSAL_CACHE_TIME,
            ApiTokenHealthCheck.ofKamelet(clock),
            ApiRoutes.tokenCall(context));
    Waits waits = Waits.of(context);
    return new SharedWorkspace(workspace, new RunQueue(parameters.openRuns, waits), waits);
  }

  /** The parameters of a kamelet that limit the use of a workspace. */
  record Parameters(String baseUrl, String apiToken, int requestsPerSecond, int openRuns) {

    /** Omits the token. */
    @Override
    public String toString() {
      return baseUrl;
    }
  }

  /** The workspaces of an application. */
  private record All(Map<Parameters, SharedWorkspace> byParameters) {}
}
