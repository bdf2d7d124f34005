package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class WorkspaceTest extends SandboxTest {

  @Test
  void partialRunsMergeAndFullRunsReplace() {
    client.run(Client.inbound(Client.element("1", "{\"a\":1,\"b\":1.10}")));
    client.run(Client.inbound(Client.element("1", "{\"b\":2.50,\"c\":{\"d\":[1]}}")));
    assertThat(data(0)).isEqualTo("{\"a\":1,\"b\":2.50,\"c\":{\"d\":[1]}}");

    client.run(full(Client.element("1", "{\"e\":\"é\"}")));
    assertThat(data(0)).isEqualTo("{\"e\":\"é\"}");
  }

  @Test
  void elementsWithTheSameIdAndDifferentTypesAreDifferent() {
    client.run(
        Client.inbound(Client.element("1", "{}"), "{\"type\":\"T\",\"id\":\"1\",\"data\":{}}"));

    assertThat(sandbox.elements()).extracting(WorkspaceElement::type).containsExactly("Car", "T");
  }

  @Test
  void outboundRunsReturnTheElementsInTheOrderOfTheirCreation() {
    client.run(Client.inbound(Client.element("b", "{\"n\":1}"), Client.element("a", "{}")));
    client.run(Client.inbound(Client.element("b", "{\"much\":\"longer than before\"}")));

    JsonNode ldif = Client.json(client.of(client.run(Client.outbound()), "results"));

    assertThat(ldif.get("connectorId").asText()).isEqualTo("out");
    assertThat(ldif.get("connectorType").asText()).isEqualTo("cars");
    assertThat(ldif.get("connectorVersion").asText()).isEqualTo("1.0.0");
    assertThat(ldif.get("lxVersion").asText()).isEqualTo("1.0.0");
    assertThat(ldif.get("processingDirection").asText()).isEqualTo("outbound");
    assertThat(ldif.get("description").asText()).isEqualTo("from out");
    assertThat(ldif.get("content"))
        .extracting(one -> one.get("type").asText() + one.get("id").asText())
        .containsExactly("Carb", "Cara");
    assertThat(ldif.get("content").get(0).get("data").toString())
        .isEqualTo("{\"n\":1,\"much\":\"longer than before\"}");
  }

  @Test
  void resultsContainTheElementsAtTheTimeTheRunFinished() {
    String before = client.run(Client.outbound());
    client.run(Client.inbound(Client.element("1", "{}")));
    String after = client.run(Client.outbound());

    assertThat(Client.json(client.of(before, "results")).get("content")).isEmpty();
    assertThat(Client.json(client.of(after, "results")).get("content")).hasSize(1);
  }

  @Test
  void inboundRunsHaveNoResults() {
    String id = client.run(Client.inbound());

    assertThat(client.of(id, "results").statusCode()).isEqualTo(204);
    assertThat(client.of(id, "resultsUrl").body()).isEqualTo("{\"url\":null}");
  }

  @Test
  void unfinishedRunsHaveNoResults() {
    String id = client.create(Client.outbound());

    assertThat(client.of(id, "results").statusCode()).isEqualTo(204);
  }

  @Test
  void theResultsUrlReturnsTheSameBytesWithoutAuthorization() {
    client.run(Client.inbound(Client.element("1", "{}")));
    String id = client.run(Client.outbound());
    String expected = client.of(id, "results").body();
    String url = Client.json(client.of(id, "resultsUrl")).get("url").asText();

    HttpResponse<String> whole = client.send(HttpRequest.newBuilder(client.uri(url)));
    HttpResponse<String> rest =
        client.send(HttpRequest.newBuilder(client.uri(url)).header("Range", "bytes=10-"));

    assertThat(whole.body()).isEqualTo(expected);
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo(expected.substring(10));
  }

  @Test
  void testRunsChangeNothingAndAreMarked() {
    String id = client.create(Client.inbound(Client.element("1", "{}")));
    client.post(RUNS + "/" + id + "/start?test=true", "");
    String export = client.create(Client.outbound());
    client.post(RUNS + "/" + export + "/start?test=true", "");

    assertThat(client.status(id)).isEqualTo("FINISHED");
    assertThat(sandbox.elements()).isEmpty();
    JsonNode statistics = Client.json(client.of(id, "stats"));
    assertThat(statistics.get("testRun").asBoolean()).isTrue();
    assertThat(statistics.get("processorStatistics").get(0).get("processedContentCount").asInt())
        .isZero();
    assertThat(client.of(export, "results").statusCode()).isEqualTo(204);
  }

  @Test
  void skipsInvalidElementsWithAWarning() {
    String id = client.run(Client.inbound("{\"id\":\"odd\"}", "7", Client.element("1", "{}")));

    JsonNode warnings = Client.json(client.of(id, "warnings"));

    assertThat(warnings).extracting(one -> one.get("content").asText()).containsExactly("odd", "");
    assertThat(sandbox.elements()).hasSize(1);
  }

  private String data(int index) {
    return sandbox.elements().get(index).data().toString();
  }

  private static String full(String element) {
    return Client.inbound(element).replaceFirst("\\{", "{\"processingMode\":\"full\",");
  }
}
