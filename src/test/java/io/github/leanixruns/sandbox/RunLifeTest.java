package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLifeTest extends SandboxTest {

  @Override
  SandboxSettings settings() {
    return super.settings().withRunTime(Duration.ofSeconds(4));
  }

  @Test
  void theStatusOfARunFollowsTheClock() {
    String id = client.create(Client.inbound());
    assertThat(client.status(id)).isEqualTo("CREATED");

    assertThat(client.start(id).statusCode()).isEqualTo(200);
    assertThat(client.status(id)).isEqualTo("PENDING");
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.status(id)).isEqualTo("IN_PROGRESS");
    clock.advance(Duration.ofSeconds(3));
    assertThat(client.status(id)).isEqualTo("FINISHED");
  }

  @Test
  void refusesASecondStart() {
    String id = client.run(Client.inbound());

    HttpResponse<String> again = client.start(id);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(Client.json(again).get("errors").get(0).asText()).contains("already started");
    assertThat(sandbox.run(id).starts()).isEqualTo(1);
    assertThat(sandbox.run(id).refusedStarts()).isEqualTo(1);
  }

  @Test
  void stopsOnlyPendingOrRunningRuns() {
    String id = client.create(Client.inbound(Client.element("1", "{}")));
    assertThat(stop(id).statusCode()).isEqualTo(400);

    client.start(id);
    assertThat(stop(id).statusCode()).isEqualTo(200);
    assertThat(client.status(id)).isEqualTo("STOPPED");

    HttpResponse<String> again = stop(id);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(Client.json(again).get("errors").get(0).asText()).contains("STOPPED");
    clock.advance(Duration.ofSeconds(9));
    assertThat(sandbox.elements()).isEmpty();
  }

  @Test
  void elementsAppearOnlyWhenTheRunHasFinished() {
    client.run(Client.inbound(Client.element("1", "{}")));
    clock.advance(Duration.ofMillis(3999));
    assertThat(sandbox.elements()).isEmpty();

    clock.advance(Duration.ofMillis(1));
    assertThat(sandbox.elements()).hasSize(1);
  }

  @Test
  void runsTakeEffectInTheOrderInWhichTheyFinish() {
    sandbox.letRunsTake(Duration.ofSeconds(9)).forConnector("slow");
    client.run(Client.ldif("slow", "inbound", Client.element("1", "{\"by\":\"slow\"}")));
    client.run(Client.inbound(Client.element("1", "{\"by\":\"quick\"}")));
    String export = client.run(Client.outbound());

    clock.advance(Duration.ofSeconds(10));

    JsonNode content = Client.json(client.of(export, "results")).get("content");
    assertThat(content.get(0).get("data").get("by").asText()).isEqualTo("quick");
    assertThat(sandbox.elements().get(0).data().get("by").asText()).isEqualTo("slow");
  }

  @Test
  void progressFollowsTheClock() {
    String id = client.run(Client.inbound(Client.element("1", "{}"), Client.element("2", "{}")));
    assertThat(processed(id)).isZero();

    clock.advance(Duration.ofSeconds(2));
    assertThat(processed(id)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(processed(id)).isEqualTo(2);
    assertThat(Client.json(client.of(id, "progress")).get("status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void statisticsContainTheStatusChanges() {
    String id = client.run(Client.inbound(Client.element("1", "{}")));
    clock.advance(Duration.ofSeconds(5));

    JsonNode statistics = Client.json(client.of(id, "stats"));

    assertThat(statistics.get("statusChanges"))
        .extracting(change -> change.get("status").asText() + change.get("timestamp").asText())
        .containsExactly(
            "CREATED2026-01-02T03:04:05Z",
            "PENDING2026-01-02T03:04:05Z",
            "IN_PROGRESS2026-01-02T03:04:06Z",
            "FINISHED2026-01-02T03:04:09Z");
    JsonNode processor = statistics.get("processorStatistics").get(0);
    assertThat(processor.get("processedContentCount").asInt()).isEqualTo(1);
    assertThat(processor.get("processingTotalDuration").asText()).isEqualTo("PT4S");
    assertThat(statistics.get("singleRunLevelStatistics")).hasSize(1);
    assertThat(statistics.get("deletedObjects")).isEmpty();
    assertThat(statistics.get("totalBlockingTime").asText()).isEqualTo("PT0S");
  }

  @Test
  void statisticsOfAnUnfinishedRunContainTheChangesSoFar() {
    String id = client.create(Client.outbound());
    assertThat(Client.json(client.of(id, "stats")).get("statusChanges")).hasSize(1);

    client.start(id);
    assertThat(Client.json(client.of(id, "stats")).get("statusChanges")).hasSize(2);
  }

  @Test
  void listsAllRunsInTheOrderOfTheirCreation() {
    String first = client.create(Client.inbound());
    String second = client.run(Client.outbound());

    JsonNode list = Client.json(client.get(RUNS));

    assertThat(list)
        .extracting(run -> List.of(run.get("id").asText(), run.get("status").asText()))
        .containsExactly(List.of(first, "CREATED"), List.of(second, "PENDING"));
  }

  @Test
  void acceptsPercentEncodedIds() {
    String id = client.create(Client.inbound());

    assertThat(client.status(id.replace("-", "%2D"))).isEqualTo("CREATED");
  }

  @Test
  void answers404ForUnknownRuns() {
    for (String what :
        List.of("status", "stats", "progress", "results", "resultsUrl", "warnings")) {
      HttpResponse<String> answer = client.of("unknown", what);
      assertThat(answer.statusCode()).as(what).isEqualTo(404);
      assertThat(Client.json(answer).get("errors").get(0).asText()).contains("unknown");
    }
    assertThat(client.start("unknown").statusCode()).isEqualTo(404);
    assertThat(stop("unknown").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesUnknownPathsAndMethods() {
    assertThat(client.get("/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> wrong = client.send(client.request(RUNS).PUT(BodyPublishers.noBody()));
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET, POST");
  }

  private HttpResponse<String> stop(String id) {
    return client.post(RUNS + "/" + id + "/stop", "");
  }

  private int processed(String id) {
    return Client.json(client.of(id, "progress")).get("processedContentCount").asInt();
  }
}
