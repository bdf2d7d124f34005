package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

class ConfigurationTest extends SandboxTest {
  private static final String PATH = Client.API + "/configurations";
  private static final String KEY =
      "?connectorType=t&connectorId=i&connectorVersion=1&processingDirection=inbound";

  @Test
  void aConfigurationThatWasPutIsListed() {
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
  void aConfigurationWithoutItsKeyIsRefused() {
    assertThat(put("{\"connectorType\":\"t\"}")).isEqualTo(400);
    assertThat(put("[]")).isEqualTo(400);
    assertThat(put("")).isEqualTo(400);
  }

  @Test
  void aConfigurationIsDeletedByItsWholeKey() {
    put(configuration("i"));

    assertThat(delete("?connectorType=t")).isEqualTo(400);
    assertThat(delete(KEY + "&processingMode=full")).isEqualTo(404);
    assertThat(delete(KEY)).isEqualTo(200);
    assertThat(delete(KEY)).isEqualTo(404);
    assertThat(client.get(PATH).body()).isEqualTo("[]");
  }

  private int put(String json) {
    return client.send(client.request(PATH).PUT(BodyPublishers.ofString(json))).statusCode();
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
