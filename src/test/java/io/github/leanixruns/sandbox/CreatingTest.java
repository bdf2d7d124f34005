package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreatingTest extends SandboxTest {

  @Test
  void creatingARunReturnsOneObject() {
    JsonNode run = Client.json(client.post(RUNS, Client.inbound()));

    assertThat(run.get("id").asText()).hasSize(36);
    assertThat(run.get("status").asText()).isEqualTo("CREATED");
    assertThat(run.get("description").asText()).isEqualTo("from in");
  }

  @Test
  void creatingARunReturnsAnArrayIfSet() throws IOException {
    reopen(settings().withCreateAnswersArray(true));

    JsonNode answer = Client.json(client.post(RUNS, Client.inbound()));

    assertThat(answer.isArray()).isTrue();
    assertThat(answer.get(0).get("status").asText()).isEqualTo("CREATED");
  }

  @Test
  void createsAndStartsARunInOneCall() {
    JsonNode run = Client.json(client.post(RUNS + "?start=true", Client.inbound()));

    assertThat(run.get("status").asText()).isEqualTo("FINISHED");
    assertThat(sandbox.run(run.get("id").asText()).starts()).isEqualTo(1);
  }

  @Test
  void refusesATestWithoutAStart() {
    assertThat(client.post(RUNS + "?test=true", Client.inbound()).statusCode()).isEqualTo(400);
    assertThat(client.post(RUNS + "?start=true&test=true", Client.inbound()).statusCode())
        .isEqualTo(200);
    assertThat(client.post(RUNS + "?start=perhaps", Client.inbound()).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|not a JSON object",
        "nonsense|not valid JSON",
        "[]|not a JSON object",
        "{\"connectorType\":\"a\"|not valid JSON",
        "{} {}|contains more than one JSON object",
        "{\"connectorType\":7}|connectorType is not a string",
        "{\"content\":{}}|content is not a list",
        "{\"connectorId\":\"a\"}|connectorType is missing",
      })
  void refusesAnInvalidLdifWithAReason(String body, String words) {
    HttpResponse<String> answer = client.post(RUNS, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).get("errors").toString()).contains(words);
    assertThat(sandbox.runs()).isEmpty();
  }

  @Test
  void reportsAllErrorsOfTheHeaderAtOnce() {
    String ldif =
        """
        {"connectorType":"a","connectorId":"%s","processingDirection":"up","processingMode":"b"}
        """
            .formatted("x".repeat(501));

    JsonNode errors = Client.json(client.post(RUNS, ldif)).get("errors");

    assertThat(errors)
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "The field connectorVersion is missing.",
            "The field connectorId is longer than 500 characters.",
            "The field processingDirection is neither inbound nor outbound.",
            "The field processingMode is neither partial nor full.");
  }

  @Test
  void acceptsAConfigurationWithTheInput() {
    String body = "{\"processorConfiguration\":{},\"input\":" + Client.inbound() + "}";

    JsonNode run = Client.json(client.post(RUNS + "/withConfig", body));

    assertThat(client.status(run.get("id").asText())).isEqualTo("CREATED");
    assertThat(client.post(RUNS + "/withConfig", "{\"input\":{}}").statusCode()).isEqualTo(400);
    assertThat(client.post(RUNS + "/withConfig", "nonsense").statusCode()).isEqualTo(400);
    assertThat(sandbox.runs()).hasSize(1);
  }

  @Test
  void createsARunForAnUploadedLdif() {
    String url = Client.json(client.get(Client.API + "/storages/azure")).get("SAS").asText();
    client.send(
        HttpRequest.newBuilder(client.uri(url))
            .header("x-ms-blob-type", "BlockBlob")
            .PUT(BodyPublishers.ofString(Client.inbound(Client.element("1", "{}")))));

    JsonNode run = Client.json(withUrl("\"" + url + "\"", "\"azureStorage\"", "?start=true"));

    assertThat(run.get("processorConfiguration").get("connectorId").asText()).isEqualTo("in");
    assertThat(client.status(run.get("id").asText())).isEqualTo("FINISHED");
    assertThat(sandbox.elements()).extracting(WorkspaceElement::id).containsExactly("1");
  }

  @Test
  void neverFetchesUrlsOfOtherHosts() {
    String url = Client.json(client.get(Client.API + "/storages/azure")).get("SAS").asText();

    assertThat(withUrl("\"http://127.0.0.1:1/x\"", "null", "").statusCode()).isEqualTo(400);
    assertThat(withUrl("\"" + sandbox.baseUrl() + ".evil/blob/x\"", "null", "").statusCode())
        .isEqualTo(400);
    assertThat(withUrl("\"" + url + "x\"", "null", "").statusCode()).isEqualTo(400);
    assertThat(withUrl("\"" + url + "\"", "null", "").statusCode()).isEqualTo(400);
    assertThat(withUrl("null", "null", "").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> withUrl(String url, String type, String query) {
    return client.post(
        RUNS + "/withUrlInput" + query, "{\"url\":" + url + ",\"type\":" + type + "}");
  }
}
