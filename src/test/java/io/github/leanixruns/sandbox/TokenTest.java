package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenTest extends SandboxTest {
  private static final String GRANT = "grant_type=client_credentials";

  @Test
  void issuesAnAccessTokenForTheApiToken() {
    JsonNode answer = Client.json(client.token("sandbox-token", GRANT));

    assertThat(answer.get("access_token").asText()).isNotEmpty();
    assertThat(answer.get("token_type").asText()).isEqualTo("bearer");
    assertThat(answer.get("expires_in").asInt()).isEqualTo(3599);
    assertThat(answer.get("scope").asText()).isEmpty();
  }

  @Test
  void refusesAWrongApiTokenWithAnOAuthError() {
    HttpResponse<String> answer = client.token("wrong", GRANT);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Client.json(answer).get("error").asText()).isEqualTo("invalid_client");
    assertThat(Client.json(answer).has("error_description")).isTrue();
  }

  @Test
  void refusesAnotherGrantType() {
    assertThat(client.token("sandbox-token", "grant_type=password").statusCode()).isEqualTo(400);
    assertThat(client.token("sandbox-token", "").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesCallsWithoutAValidAccessToken() {
    HttpResponse<String> none = client.send(HttpRequest.newBuilder(client.uri(Client.RUNS)));
    HttpResponse<String> unknown = withAuthorization("Bearer nonsense");

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(Client.json(none).get("errors").get(0).asText()).contains("access token");
    assertThat(unknown.statusCode()).isEqualTo(401);
  }

  @Test
  void acceptsTheSchemeBearerInAnyCase() {
    assertThat(withAuthorization("bearer " + client.accessToken()).statusCode()).isEqualTo(200);
    assertThat(withAuthorization("BEARER " + client.accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void accessTokensExpire() {
    client.accessToken();

    clock.advance(Duration.ofSeconds(3598));
    assertThat(client.get(Client.RUNS).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.get(Client.RUNS).statusCode()).isEqualTo(401);
  }

  @Test
  void revokesAccessTokens() {
    client.accessToken();

    sandbox.revokeTokens();

    assertThat(client.get(Client.RUNS).statusCode()).isEqualTo(401);
    assertThat(withAuthorization("Bearer " + client.freshToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTheApiTokenAndAcceptsItAgain() {
    sandbox.refuseApiToken();
    assertThat(client.token("sandbox-token", GRANT).statusCode()).isEqualTo(401);

    sandbox.acceptApiToken();
    assertThat(client.token("sandbox-token", GRANT).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> withAuthorization(String value) {
    return client.send(
        HttpRequest.newBuilder(client.uri(Client.RUNS)).header("Authorization", value));
  }
}
