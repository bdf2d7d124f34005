package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunRuleTest extends SandboxTest {
  private static final String ONE = Client.inbound(Client.element("1", "{\"a\":1}"));

  @Test
  void rulesMakeRunsFail() {
    RunRule rule = sandbox.endRuns(RunOutcome.FAILED).times(1);
    sandbox.endRuns(RunOutcome.STOPPED).once();

    assertThat(client.status(client.run(ONE))).isEqualTo("FAILED");
    assertThat(client.status(client.run(ONE))).isEqualTo("STOPPED");
    assertThat(sandbox.elements()).isEmpty();
    assertThat(client.status(client.run(ONE))).isEqualTo("FINISHED");
    assertThat(rule.hits()).isEqualTo(1);
  }

  @Test
  void rulesMakeTheRunsOfOneConnectorFail() {
    RunRule rule = sandbox.endRuns(RunOutcome.FAILED).forConnector("bad");

    assertThat(client.status(client.run(ONE))).isEqualTo("FINISHED");
    String bad = Client.ldif("bad", "outbound", "");
    String failed = client.run(bad);
    assertThat(client.status(failed)).isEqualTo("FAILED");
    assertThat(client.of(failed, "results").statusCode()).isEqualTo(204);
    rule.clear();
    assertThat(client.status(client.run(bad))).isEqualTo("FINISHED");
  }

  @Test
  void returnsWarningsInPages() {
    sandbox.giveWarnings(150);
    String id = client.run(ONE);

    assertThat(Client.json(client.of(id, "warnings"))).hasSize(100);
    assertThat(Client.json(client.of(id, "warnings?offset=100&limit=100"))).hasSize(50);
    assertThat(Client.json(client.of(id, "warnings?offset=200&limit=100"))).isEmpty();
    JsonNode page = Client.json(client.of(id, "warnings?offset=14&limit=7"));
    assertThat(page).hasSize(7);
    assertThat(page.get(0).get("message").asText()).isEqualTo("Warning 15");
    assertThat(page.get(0).get("processor").get("name").asText()).isNotEmpty();
    assertThat(page.get(0).get("status").asText()).isEqualTo("WARNING");
  }

  @Test
  void refusesInvalidPages() {
    String id = client.run(ONE);

    for (String query :
        new String[] {
          "offset=1&limit=2", "limit=0", "limit=101", "offset=-7&limit=7", "limit=many"
        }) {
      assertThat(client.of(id, "warnings?" + query).statusCode()).as(query).isEqualTo(400);
    }
  }

  @Test
  void rulesMakeInboundRunsReturnResults() {
    sandbox.giveResults();
    String id = client.run(ONE);

    JsonNode ldif = Client.json(client.of(id, "results"));

    assertThat(ldif.get("connectorId").asText()).isEqualTo("in");
    assertThat(ldif.get("content").toString())
        .isEqualTo("[" + Client.element("1", "{\"a\":1}") + "]");
  }

  @Test
  void rulesSetTheTimeOfRuns() {
    sandbox.letRunsTake(Duration.ofMinutes(1)).once();
    String slow = client.run(ONE);

    assertThat(client.status(slow)).isEqualTo("PENDING");
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.status(slow)).isEqualTo("FINISHED");
  }
}
