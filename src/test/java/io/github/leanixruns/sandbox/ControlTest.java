package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.testsupport.RawHttp;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest extends SandboxTest {

  @Test
  void listsRunsRequestsAndElementsWithoutAToken() {
    String ldif = Client.inbound(Client.element("1", "{}"));
    String id = client.run(ldif);
    client.create(Client.outbound());

    JsonNode run = Client.json(open("GET", "/sandbox/runs?connectorId=in", "")).get(0);
    assertThat(Client.json(open("GET", "/sandbox/runs", ""))).hasSize(2);
    assertThat(run.get("id").asText()).isEqualTo(id);
    assertThat(run.get("connectorId").asText()).isEqualTo("in");
    assertThat(run.get("status").asText()).isEqualTo("FINISHED");
    assertThat(run.get("starts").asInt()).isEqualTo(1);
    assertThat(run.get("sha256").asText()).hasSize(64);
    assertThat(Client.json(open("GET", "/sandbox/runs/" + id, ""))).isEqualTo(run);
    assertThat(open("GET", "/sandbox/runs/" + id + "/bytes", "").body()).isEqualTo(ldif);
    assertThat(open("GET", "/sandbox/runs/unknown", "").statusCode()).isEqualTo(404);

    JsonNode starts = Client.json(open("GET", "/sandbox/requests?call=START", ""));
    assertThat(starts).hasSize(1);
    assertThat(starts.get(0).get("runId").asText()).isEqualTo(id);
    assertThat(starts.get(0).get("status").asInt()).isEqualTo(200);
    assertThat(Client.json(open("GET", "/sandbox/elements", ""))).hasSize(1);

    JsonNode overview = Client.json(open("GET", "/sandbox", ""));
    assertThat(overview.get("runs").asInt()).isEqualTo(2);
    assertThat(overview.get("requests").get("CREATE").asInt()).isEqualTo(2);
    assertThat(overview.get("peakConcurrency").asInt()).isEqualTo(1);
  }

  @Test
  void listsFastRunsAndConfigurationsWithoutAToken() {
    client.post(Client.API + "/fastSynchronizationRuns?test=true", Client.inbound());
    client.put(
        Client.API + "/configurations",
        """
        {"connectorType":"cars","connectorId":"in","connectorVersion":"1.0.0",
         "processingDirection":"inbound","executionGroups":["nightly"]}""");

    JsonNode run = Client.json(open("GET", "/sandbox/fastRuns?connectorId=in", "")).get(0);
    assertThat(run.get("test").asBoolean()).isTrue();
    assertThat(run.get("executionGroup").isNull()).isTrue();
    assertThat(Client.json(open("GET", "/sandbox/fastRuns?connectorId=out", ""))).isEmpty();

    JsonNode configurations = Client.json(open("GET", "/sandbox/configurations", ""));
    assertThat(configurations).hasSize(1);
    assertThat(configurations.get(0).get("connectorId").asText()).isEqualTo("in");
    assertThat(configurations.get(0).get("processingMode").asText()).isEqualTo("partial");
    assertThat(configurations.get(0).get("executionGroups").toString()).isEqualTo("[\"nightly\"]");
    assertThat(configurations.get(0).get("puts").asInt()).isEqualTo(1);
    assertThat(configurations.get(0).get("sha256").asText()).hasSize(64);
  }

  @Test
  void aFaultSendsTheGivenAnswer() {
    fault(
        """
        {"call":["CREATE","LIST"],"times":1,"action":"ANSWER","status":503,
         "headers":{"Retry-After":"1"},"body":{"a":1}}""");

    HttpResponse<String> answer = client.post(RUNS, Client.inbound());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(client.get(RUNS).statusCode()).isEqualTo(200);
    assertThat(Client.json(open("GET", "/sandbox/faults", "")).get(0).get("hits").asInt())
        .isEqualTo(1);
  }

  @Test
  void faultsCanBeLimitedToConnectorsAndRuns() {
    String id = client.create(Client.inbound());
    fault("{\"call\":\"CREATE\",\"connectorIdPattern\":\"o.*\",\"action\":\"answer\"}");
    fault("{\"call\":\"STATUS\",\"runId\":\"" + id + "\",\"action\":\"ANSWER\",\"status\":500}");

    assertThat(client.post(RUNS, Client.outbound()).statusCode()).isEqualTo(503);
    assertThat(client.post(RUNS, Client.inbound()).statusCode()).isEqualTo(200);
    assertThat(client.of(id, "status").statusCode()).isEqualTo(500);

    assertThat(open("DELETE", "/sandbox/faults", "").statusCode()).isEqualTo(204);
    assertThat(client.of(id, "status").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"CUT_BEFORE,0", "CUT_AFTER,1", "CUT_HALFWAY,1"})
  void aFaultCutsTheConnection(String action, int created) {
    client.accessToken();
    fault("{\"call\":\"CREATE\",\"times\":1,\"action\":\"" + action + "\"}");

    assertThatThrownBy(() -> client.post(RUNS, Client.inbound()))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(sandbox.runs()).hasSize(created);
  }

  @ParameterizedTest
  @CsvSource({"HOLD", "HOLD_BEFORE", "DELAY"})
  void aFaultHoldsAnswersUntilItIsRemoved(String action) {
    client.accessToken();
    String json = "{\"call\":\"LIST\",\"action\":\"" + action + "\",\"time\":\"1h\"}";
    int id = Client.json(fault(json)).get("id").asInt();
    CompletableFuture<?> answer = CompletableFuture.supplyAsync(() -> client.get(RUNS));
    await()
        .until(
            () ->
                Client.json(open("GET", "/sandbox/faults", "")).get(0).get("waiting").asInt() == 1);

    open("DELETE", "/sandbox/faults/" + id, "");

    assertThat(answer).succeedsWithin(Duration.ofSeconds(5));
    assertThat(open("DELETE", "/sandbox/faults/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void rulesChangeTheOutcomeOfRuns() {
    fault("{\"action\":\"END_RUNS\",\"outcome\":\"FAILED\",\"times\":1}");
    fault("{\"action\":\"GIVE_WARNINGS\",\"warnings\":3,\"connectorId\":\"in\"}");
    fault("{\"action\":\"GIVE_RESULTS\"}");
    fault("{\"action\":\"RUNS_TAKE\",\"time\":\"1m\",\"connectorId\":\"out\"}");

    assertThat(client.status(client.run(Client.inbound()))).isEqualTo("FAILED");
    String id = client.run(Client.inbound());
    assertThat(Client.json(client.of(id, "warnings"))).hasSize(3);
    assertThat(client.of(id, "results").statusCode()).isEqualTo(200);
    assertThat(client.status(client.run(Client.outbound()))).isEqualTo("PENDING");
  }

  @Test
  void faultsReplaceTheAnswersOfRunsAndForgetRuns() {
    String id = client.create(Client.inbound());
    fault("{\"call\":\"STATUS\",\"times\":1,\"action\":\"ANSWER_STATUS\",\"runStatus\":\"NEW\"}");
    fault("{\"call\":\"CREATE\",\"times\":1,\"action\":\"ANSWER_AFTER\",\"status\":502}");
    assertThat(client.status(id)).isEqualTo("NEW");
    assertThat(client.post(RUNS, Client.inbound()).statusCode()).isEqualTo(502);
    assertThat(sandbox.runs()).hasSize(2);

    fault("{\"call\":\"STATUS\",\"times\":1,\"action\":\"FORGET\"}");
    assertThat(client.of(id, "status").statusCode()).isEqualTo(404);
    String other = sandbox.runs().get(1).id();
    assertThat(open("DELETE", "/sandbox/runs/" + other, "").statusCode()).isEqualTo(204);
    assertThat(client.of(other, "status").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"call\":\"NOTHING\",\"action\":\"HOLD\"} | call is \\\"NOTHING\\\", but must be one of"
            + " TOKEN, CREATE,",
        "{\"call\":[\"LIST\",\"CREAT\"],\"action\":\"HOLD\"} | call is \\\"CREAT\\\", but must be"
            + " one of TOKEN, CREATE,",
        "{\"call\":\"LIST\",\"action\":\"EXPLODE\"} | action is \\\"EXPLODE\\\", but must be one of"
            + " ANSWER, ANSWER_AFTER,",
        "{\"call\":\"LIST\",\"action\":\"DELAY\",\"time\":\"soon\"} | time: \\\"soon\\\" is not a"
            + " duration",
        "{\"call\":\"LIST\",\"action\":\"HOLD\",\"connectorIdPattern\":\"(\"} | connectorIdPattern"
            + " is \\\"(\\\": Unclosed group",
        "{\"action\":\"END_RUNS\",\"outcome\":\"WELL\"} | outcome is \\\"WELL\\\", but must be one"
            + " of FINISHED, FAILED, STOPPED",
        "{} | action is \\\"\\\", but must be one of END_RUNS,",
        "nonsense | JSON",
      })
  void refusesInvalidFaults(String json, String words) {
    HttpResponse<String> answer = open("POST", "/sandbox/faults", json);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(words).doesNotContain("enum constant");
    assertThat(open("GET", "/sandbox/faults", "").body()).isEqualTo("[]");
  }

  @Test
  void refusesAcceptsAndRevokesTokens() {
    client.accessToken();
    open("POST", "/sandbox/token/revoke", "");
    assertThat(client.get(RUNS).statusCode()).isEqualTo(401);

    open("POST", "/sandbox/token/refuse", "");
    assertThat(client.token("sandbox-token", "grant_type=client_credentials").statusCode())
        .isEqualTo(401);
    open("POST", "/sandbox/token/accept", "");
    assertThat(client.token("sandbox-token", "grant_type=client_credentials").statusCode())
        .isEqualTo(200);
    assertThat(open("POST", "/sandbox/token/eat", "").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> fault(String json) {
    HttpResponse<String> answer = open("POST", "/sandbox/faults", json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @Test
  void aWebPageReachesNeitherTheControlNorTheApi() throws Exception {
    HttpRequest.Builder withoutTheHeader =
        HttpRequest.newBuilder(client.uri("/sandbox/faults")).DELETE();
    assertThat(client.send(withoutTheHeader).statusCode()).isEqualTo(403);

    URI uri = client.uri("/sandbox");
    for (String host : List.of("evil.example", "evil.example:80", "localhost.evil.example")) {
      assertThat(RawHttp.get(uri, host, "Sandbox-Control: true")).as(host).contains(" 421 ");
    }
    for (String host : List.of("localhost:1", "127.0.0.1", "[::1]:80", "LOCALHOST")) {
      assertThat(RawHttp.get(uri, host, "Sandbox-Control: true")).as(host).contains(" 200 ");
    }
  }

  private HttpResponse<String> open(String method, String path, String body) {
    return client.send(
        HttpRequest.newBuilder(client.uri(path))
            .header("Sandbox-Control", "true")
            .method(method, BodyPublishers.ofString(body)));
  }
}
