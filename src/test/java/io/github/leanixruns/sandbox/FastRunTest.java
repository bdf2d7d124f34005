package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FastRunTest extends SandboxTest {
  private static final String FAST = Client.API + "/fastSynchronizationRuns";

  @Test
  void aFastRunTakesEffectBeforeTheAnswer() {
    JsonNode answer =
        Client.json(client.post(FAST, Client.inbound(Client.element("1", "{}"), "{}")));

    assertThat(answer.get("status").asText()).isEqualTo("FINISHED");
    assertThat(answer.get("warnings")).hasSize(1);
    assertThat(Duration.parse(answer.get("stats").get("duration").asText())).isZero();
    assertThat(answer.get("stats").get("processedContentCount").asInt()).isEqualTo(1);
    assertThat(answer.get("stats").get("processorCount").asInt()).isEqualTo(1);
    assertThat(answer.has("results")).isFalse();
    assertThat(sandbox.elements()).hasSize(1);
  }

  @Test
  void aFastTestChangesNothing() {
    client.post(FAST + "?test=true", Client.inbound(Client.element("1", "{}")));

    assertThat(sandbox.elements()).isEmpty();
    assertThat(sandbox.fastRuns()).extracting(RunRecord::test).containsExactly(true);
  }

  @Test
  void fastRunsAreRecordedSeparately() {
    client.post(FAST, Client.inbound(Client.element("1", "{}")));
    client.post(FAST, Client.outbound());

    assertThat(sandbox.fastRuns()).hasSize(1);
    RunRecord run = sandbox.fastRuns().get(0);
    assertThat(run.connectorId()).isEqualTo("in");
    assertThat(run.status()).isEqualTo("FINISHED");
    assertThat(run.test()).isFalse();
    assertThat(run.elements()).isEqualTo(1);
    assertThat(run.received().sha256()).hasSize(64);
    assertThat(sandbox.requests(Call.FAST))
        .extracting(RecordedRequest::runId)
        .containsExactly(run.id(), null);
    assertThat(sandbox.runs()).isEmpty();
    assertThat(client.of(run.id(), "status").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesOutboundFastRuns() {
    HttpResponse<String> answer = client.post(FAST, Client.outbound());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("does not support outbound");
  }

  @Test
  void acceptsAConfigurationWithAFastRun() {
    String ldif = Client.inbound(Client.element("1", "{}"));

    client.post(FAST + "/withConfig", "{\"input\":" + ldif + ",\"processorConfiguration\":{}}");

    assertThat(sandbox.elements()).hasSize(1);
  }

  @Test
  void rulesMakeAFastRunFailOrReturnResults() {
    sandbox.endRuns(RunOutcome.FAILED).once();
    sandbox.giveWarnings(2).once();
    String ldif = Client.inbound(Client.element("1", "{}"));
    JsonNode failed = Client.json(client.post(FAST, ldif));
    sandbox.giveResults();
    JsonNode finished = Client.json(client.post(FAST, ldif));

    assertThat(failed.get("status").asText()).isEqualTo("FAILED");
    assertThat(failed.get("warnings")).hasSize(2);
    assertThat(finished.get("results").get("content").get(0).get("id").asText()).isEqualTo("1");
  }
}
