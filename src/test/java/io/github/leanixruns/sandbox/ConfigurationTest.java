package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest extends SandboxTest {
  private static final String PATH = Client.API + "/configurations";
  private static final String KEY =
      "?connectorType=t&connectorId=i&connectorVersion=1&processingDirection=inbound";

  @Test
  void listsAStoredConfiguration() {
    assertThat(put(configuration("i"))).isEqualTo(204);
    assertThat(put(configuration("i"))).isEqualTo(204);
    put(configuration("other"));

    assertThat(Client.json(client.get(PATH))).hasSize(2);
    JsonNode found = Client.json(client.get(PATH + KEY));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("processors").isArray()).isTrue();
    assertThat(found.get(0).get("processingMode").asText()).isEqualTo("partial");
  }

  @Test
  void refusesAConfigurationWithoutAKeyField() {
    assertThat(put("{\"connectorType\":\"t\"}")).isEqualTo(400);
    assertThat(put("[]")).isEqualTo(400);
    assertThat(put("")).isEqualTo(400);
  }

  @Test
  void deletesAConfigurationByItsWholeKey() {
    put(configuration("i"));

    assertThat(delete("?connectorType=t")).isEqualTo(400);
    assertThat(delete(KEY + "&processingMode=full")).isEqualTo(404);
    assertThat(delete(KEY)).isEqualTo(200);
    assertThat(delete(KEY)).isEqualTo(404);
    assertThat(client.get(PATH).body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inbound|up|processingDirection cannot be up",
        "\"processors\":[]|\"processingMode\":\"half\"|processingMode cannot be half",
        "\"processors\":[]|\"executionGroups\":\"nightly\"|executionGroups is not a list of names",
        "\"processors\":[]|\"executionGroups\":[{}]|executionGroups is not a list of names",
      })
  void refusesAnInvalidConfigurationWithAReason(String old, String now, String words) {
    HttpResponse<String> answer = client.put(PATH, configuration("i").replace(old, now));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Client.json(answer).get("errors").get(0).asText())
        .isEqualTo("Could not process the given processor configuration: " + words + ".");
    assertThat(delete(KEY + "&processingMode=half")).isEqualTo(422);
    assertThat(sandbox.configurations()).isEmpty();
  }

  @Test
  void recordsTheLastUpdateOfAConfiguration() {
    put(configuration("i"));
    put(configuration("other"));
    String update = configuration("i").replace("[]}", "[{}],\"executionGroups\":[\"a\",\"b\"]}");
    put(update);

    assertThat(sandbox.configurations())
        .extracting(ConfigurationRecord::connectorId, ConfigurationRecord::puts)
        .containsExactly(tuple("i", 2), tuple("other", 1));
    ConfigurationRecord updated = sandbox.configurations().get(0);
    assertThat(updated.connectorType()).isEqualTo("t");
    assertThat(updated.connectorVersion()).isEqualTo("1");
    assertThat(updated.processingDirection()).isEqualTo("inbound");
    assertThat(updated.processingMode()).isEqualTo("partial");
    assertThat(updated.executionGroups()).containsExactly("a", "b");
    assertThat(updated.received().bytes()).isEqualTo(update.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void faultsApplyToTheConfigurationsOfOneConnectorOrAll() {
    sandbox.on(Call.CONFIGURATIONS).once().forConnector("i").answer(422);

    assertThat(put(configuration("other"))).isEqualTo(204);
    assertThat(put(configuration("i"))).isEqualTo(422);
    assertThat(put(configuration("i"))).isEqualTo(204);

    sandbox.on(Call.CONFIGURATIONS).answer(403);
    assertThat(put(configuration("i"))).isEqualTo(403);
    assertThat(client.get(PATH).statusCode()).isEqualTo(403);
    assertThat(delete(KEY)).isEqualTo(403);
    assertThat(sandbox.configurations()).hasSize(2);
    assertThat(sandbox.requests(Call.CONFIGURATIONS))
        .extracting(RecordedRequest::status)
        .containsExactly(204, 422, 204, 403, 403, 403);
  }

  private int put(String json) {
    return client.put(PATH, json).statusCode();
  }

  private int delete(String query) {
    return client.send(client.request(PATH + query).DELETE()).statusCode();
  }

  private static String configuration(String id) {
    return """
        {"connectorType":"t","connectorId":"%s","connectorVersion":"1",
         "processingDirection":"inbound","processors":[]}"""
        .formatted(id);
  }
}
