package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionGroupTest extends SandboxTest {
  private static final String WITH_GROUP = RUNS + "/withExecutionGroup";
  private static final String WITH_GROUP_AND_URL = RUNS + "/withExecutionGroupAndUrlInput";

  @BeforeEach
  void configure() {
    put("apps", "inbound", "partial", "\"nightly\",\"all\"");
    put("servers", "inbound", "partial", "\"nightly\"");
    put("others", "inbound", "partial", "");
    put("export", "outbound", "partial", "\"all\"");
    put("whole", "inbound", "full", "\"mixed\"");
    put("part", "inbound", "partial", "\"mixed\"");
  }

  @Test
  void creatingARunOfAGroupReturnsTheConfigurationOfTheGroup() {
    JsonNode answer =
        Client.json(client.post(WITH_GROUP + "?groupName=nightly", Client.inbound(car())));

    JsonNode configuration = answer.get("processorConfiguration");
    assertThat(configuration.get("connectorId").asText()).isEqualTo("apps");
    assertThat(configuration.get("processors"))
        .extracting(processor -> processor.get("processorName").asText())
        .containsExactly("of apps", "of servers");
    RunRecord run = sandbox.run(answer.get("id").asText());
    assertThat(run.executionGroup()).isEqualTo("nightly");
    assertThat(run.status()).isEqualTo("CREATED");
    assertThat(run.test()).isFalse();
    assertThat(sandbox.elements()).isEmpty();

    client.start(run.id());
    assertThat(sandbox.elements()).hasSize(1);
  }

  @Test
  void aRunWithoutAGroupHasNoGroup() {
    assertThat(sandbox.run(client.create(Client.inbound())).executionGroup()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"start=true,FINISHED,1", "start=true&test=true,FINISHED,0", "start=false,CREATED,0"})
  void createsAndStartsARunOfAGroupInOneCall(String query, String status, int elements) {
    String id = id(client.post(WITH_GROUP + "?groupName=nightly&" + query, Client.inbound(car())));

    assertThat(client.status(id)).isEqualTo(status);
    assertThat(sandbox.run(id).test()).isEqualTo(query.contains("test"));
    assertThat(sandbox.elements()).hasSize(elements);
  }

  @Test
  void refusesATestWithoutAStartAndAnInvalidLdif() {
    assertThat(
            client.post(WITH_GROUP + "?groupName=nightly&test=true", Client.inbound()).statusCode())
        .isEqualTo(400);
    assertThat(client.post(WITH_GROUP + "?groupName=nightly", "{}").statusCode()).isEqualTo(400);
    assertThat(sandbox.runs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?groupName=unheard", "?groupName=", ""})
  void answers404ForAGroupWithoutConfigurations(String query) {
    HttpResponse<String> answer = client.post(WITH_GROUP + query, Client.inbound());
    HttpResponse<String> byUrl = client.post(WITH_GROUP_AND_URL + query, "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Client.json(answer).get("errors").get(0).asText())
        .startsWith("No processor configuration is found for the execution group");
    assertThat(byUrl.statusCode()).isEqualTo(404);
    assertThat(sandbox.runs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "mixed"})
  void refusesAGroupWithIncompatibleConfigurations(String group) {
    HttpResponse<String> answer =
        client.post(WITH_GROUP + "?groupName=" + group, Client.inbound(car()));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).get("errors").get(0).asText())
        .contains("incompatible", "processingDirection", "processingMode");
  }

  @Test
  void createsARunOfAGroupForAnUploadedLdif() {
    String url = Client.json(client.get(Client.API + "/storages/azure")).get("SAS").asText();
    client.send(
        HttpRequest.newBuilder(client.uri(url))
            .header("x-ms-blob-type", "BlockBlob")
            .PUT(BodyPublishers.ofString(Client.inbound(car()))));

    JsonNode answer =
        Client.json(
            client.post(
                WITH_GROUP_AND_URL + "?groupName=nightly&start=true",
                "{\"url\":\"" + url + "\",\"type\":\"azureStorage\"}"));

    assertThat(answer.get("processorConfiguration").get("processors")).hasSize(2);
    assertThat(sandbox.run(answer.get("id").asText()).executionGroup()).isEqualTo("nightly");
    assertThat(sandbox.elements()).hasSize(1);
  }

  @Test
  void faultsApplyToRunsOfGroupsByTheirConnector() {
    sandbox.on(Call.CREATE_WITH_GROUP).forConnector("in").once().answer(503);
    String path = WITH_GROUP + "?groupName=nightly";

    assertThat(client.post(path, Client.outbound()).statusCode()).isEqualTo(200);
    assertThat(client.post(path, Client.inbound()).statusCode()).isEqualTo(503);
    assertThat(client.post(path, Client.inbound()).statusCode()).isEqualTo(200);
    assertThat(client.post(WITH_GROUP_AND_URL, "{}").statusCode()).isEqualTo(404);
    assertThat(sandbox.requests(Call.CREATE_WITH_GROUP)).hasSize(3);
    assertThat(sandbox.requests(Call.CREATE_WITH_GROUP_AND_URL)).hasSize(1);
  }

  private void put(String id, String direction, String mode, String groups) {
    String configuration =
        """
        {"connectorType":"t","connectorId":"%1$s","connectorVersion":"1","processingMode":"%3$s",
         "processingDirection":"%2$s","executionGroups":[%4$s],
         "processors":[{"processorName":"of %1$s"}]}"""
            .formatted(id, direction, mode, groups);
    assertThat(client.put(Client.API + "/configurations", configuration).statusCode())
        .isEqualTo(204);
  }

  private static String car() {
    return Client.element("1", "{}");
  }

  private static String id(HttpResponse<String> answer) {
    return Client.json(answer).get("id").asText();
  }
}
