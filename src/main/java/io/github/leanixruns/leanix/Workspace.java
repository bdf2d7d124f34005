package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;

/** A LeanIX workspace: its address, its API token and its current access token. */
public final class Workspace {

  private final String baseUrl;
  private final ApiToken apiToken;
  private final AccessToken accessToken;

  /**
   * @param baseUrl scheme, host and port, without a path
   * @param refusalCacheTime how long a refusal of the API token is cached
   * @param tokenCall requests an access token
   */
  public Workspace(
      String baseUrl,
      ApiToken apiToken,
      Clock clock,
      Duration refusalCacheTime,
      ApiTokenHealthCheck health,
      TokenCall tokenCall) {
    this.baseUrl = baseUrl;
    this.apiToken = apiToken;
    this.accessToken =
        new AccessToken(clock, refusalCacheTime, health, () -> tokenCall.request(this));
  }

  public String baseUrl() {
    return baseUrl;
  }

  ApiToken apiToken() {
    return apiToken;
  }

  AccessToken accessToken() {
    return accessToken;
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
