package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FastRunTest extends SandboxTest {
  private static final String FAST = Client.API + "/fastSynchronizationRuns";

  @Test
  void aFastRunTakesEffectBeforeItIsAnswered() {
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
  }

  @Test
  void outboundIsRefused() {
    HttpResponse<String> answer = client.post(FAST, Client.outbound());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("does not support outbound");
  }

  @Test
  void aConfigurationOfItsOwnIsTaken() {
    String ldif = Client.inbound(Client.element("1", "{}"));

    client.post(FAST + "/withConfig", "{\"input\":" + ldif + ",\"processorConfiguration\":{}}");

    assertThat(sandbox.elements()).hasSize(1);
  }

  @Test
  void aFastRunCanBeToldToFailAndToHandBackResults() {
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
