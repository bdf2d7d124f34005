package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;

/** A LeanIX workspace: its address, its API token and its current access token. */
public final class Workspace {

  private final String baseUrl;
  private final ApiToken apiToken;
  private final AccessToken accessToken;
  private final RequestBudget requestBudget;
  private final Outage outage;

  /**
   * @param baseUrl scheme, host and port, without a path
   * @param requestBudget the limit of the requests with the API token
   * @param refusalCacheTime how long a refusal of the API token is cached
   * @param tokenCall requests an access token
   */
  public Workspace(
      String baseUrl,
      ApiToken apiToken,
      RequestBudget requestBudget,
      Clock clock,
      Duration refusalCacheTime,
      ApiTokenHealthCheck health,
      TokenCall tokenCall) {
    this.baseUrl = baseUrl;
    this.apiToken = apiToken;
    this.requestBudget = requestBudget;
    this.outage = new Outage(baseUrl, clock);
    this.accessToken =
        new AccessToken(
            clock,
            refusalCacheTime,
            health,
            () -> {
              requestBudget.acquire(false);
              return tokenCall.request(this);
            });
  }

  public String baseUrl() {
    return baseUrl;
  }

  /** Returns whether LeanIX does not answer, for the log. */
  public Outage outage() {
    return outage;
  }

  ApiToken apiToken() {
    return apiToken;
  }

  AccessToken accessToken() {
    return accessToken;
  }

  RequestBudget requestBudget() {
    return requestBudget;
  }

  /** Omits the tokens. */
  @Override
  public String toString() {
    return baseUrl;
  }

  /** Requests an access token from a workspace. */
  @FunctionalInterface
  public interface TokenCall {

    /**
     * @return {@code {"access_token": …, "expires_in": seconds}}
     */
    JsonNode request(Workspace workspace) throws Exception;
  }
}
