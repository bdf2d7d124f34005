package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.ConfigurationRecord;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is unusual is sent; ldif/ tests what is noted. */
class UnusualLdifTest extends HubTestSupport {
  private static final String HEADER =
      "\"connectorType\": \"cmdb\", \"connectorId\": \"crm\", \"connectorVersion\": \"1.0.0\"";

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.channel.crm.defaults.connector-type", "cmdb",
        "leanix.channel.crm.defaults.connector-id", "crm",
        "leanix.channel.crm.defaults.connector-version", "1.0.0",
        "leanix.channel.crm.defaults.processing-direction", "inbound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s, \"processingDirection\": \"inbound\","
            + " \"content\": [{\"type\": \"\", \"id\": \"\", \"data\": {}}]}",
        "{%s, \"processingDirection\": \"Inbound\", \"processingMode\": \"FULL\", \"content\": []}",
        "{%s, \"processingDirection\": \"OUTBOUND\", \"processingMode\": null}"
      })
  void isSentUnchangedWithoutANote(String pattern) throws Exception {
    String ldif = pattern.replace("%s", HEADER);
    drop("unusual.json", ldif);

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(receipt.at("/notes")).isEmpty();
    assertThat(runs().get(0).received().bytes()).isEqualTo(ldif.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void directionAndModeOfTheReceiptAreInLowerCase() throws Exception {
    drop(
        "capitals.json",
        "{" + HEADER + ", \"processingDirection\": \"OUTBOUND\", \"processingMode\": \"PARTIAL\"}");

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/connector/processingDirection").textValue()).isEqualTo("outbound");
    assertThat(receipt.at("/processingMode").textValue()).isEqualTo("partial");
    assertThat(names("outbox")).hasSize(1);
  }

  @Test
  void deliveredResultsMayBeDropped() throws Exception {
    drop("export.json", "{" + HEADER + ", \"processingDirection\": \"outbound\"}");
    awaitReceipt("archive");
    byte[] results = Files.readAllBytes(data.resolve("outbox").resolve(names("outbox").get(0)));
    drop("results.json", results);

    awaitReceipts("archive", 2);

    assertThat(names("failed")).isEmpty();
    assertThat(runs().get(1).received().bytes()).isEqualTo(results);
  }

  @Test
  void notesAreInTheReceiptAndOnceInTheLog() throws Exception {
    String ldif =
        "{%s, \"processingDirection\": \"inbound\", \"content\": [{\"type\": \"A\", \"id\": 7}]}"
            .formatted(HEADER);
    try (LogLines log = new LogLines("leanix.run")) {
      drop("noted.json", ldif);

      JsonNode receipt = awaitReceipt("archive");

      assertThat(receipt.at("/notes"))
          .extracting(JsonNode::textValue)
          .containsExactly(
              "content[0].id is a number, not a string (line 1)", "content[0] lacks data (line 1)");
      assertThat(log.lines().stream().filter(line -> line.contains("note:")))
          .containsExactly(
              "INFO [noted.json] note: content[0].id is a number, not a string (line 1);"
                  + " content[0] lacks data (line 1)");
    }
    assertThat(runs().get(0).received().bytes()).isEqualTo(ldif.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theConnectorOfAConfigurationIsAddedFromTheDefaultsOfItsChannel() throws Exception {
    String configuration = "{\"processors\": [{}], \"variables\": {}}";
    Path part = Files.writeString(data.resolve("configuration.part"), configuration);
    Files.createDirectories(data.resolve("processors/crm"));
    Files.move(part, data.resolve("processors/crm/c.json"), StandardCopyOption.ATOMIC_MOVE);

    JsonNode receipt = awaitReceipt("archive");

    String id = receipt.at("/ledgerId").textValue();
    ConfigurationRecord stored = sandbox.configurations().get(0);
    assertThat(stored.connectorId()).isEqualTo("crm");
    assertThat(stored.received().bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"connectorType\":\"cmdb\",\"connectorId\":\"crm\",\"connectorVersion\":\"1.0.0\","
                + "\"processingDirection\":\"inbound\","
                + configuration.substring(1));
    assertThat(receipt.at("/notes")).hasSize(4);
    assertThat(text("archive", "c." + id + ".processor.json")).isEqualTo(configuration);
  }
}
