package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;

/** A LeanIX workspace that runs go to: its address, its API token, and the access token so far. */
public final class Workspace {

  private final String baseUrl;
  private final ApiToken apiToken;
  private final AccessToken accessToken;

  /**
   * @param baseUrl scheme, host and port, without a path
   * @param rememberRefusal how long a refusal of the API token is believed without asking again
   * @param tokenCall asks a workspace for an access token
   */
  public Workspace(
      String baseUrl,
      ApiToken apiToken,
      Clock clock,
      Duration rememberRefusal,
      ApiTokenHealthCheck health,
      TokenCall tokenCall) {
    this.baseUrl = baseUrl;
    this.apiToken = apiToken;
    this.accessToken = new AccessToken(clock, rememberRefusal, health, () -> tokenCall.ask(this));
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

  /** Leaves the tokens out. */
  @Override
  public String toString() {
    return baseUrl;
  }

  /** Asks a workspace for an access token. */
  @FunctionalInterface
  public interface TokenCall {

    /**
     * @return {@code {"access_token": …, "expires_in": seconds}}
     */
    JsonNode ask(Workspace workspace) throws Exception;
  }
}
