package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.testsupport.HubTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full load that would empty the landscape, because the export was incomplete. */
class FullLoadTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.channel.lenient.full.shrink-max", "100%",
        "leanix.channel.quick.fast", "true",
        "leanix.channel.dry.test", "true");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "4"})
  void aFullLoadThatShrinksTooMuchIsNotSent(int elements) throws Exception {
    drop("crm.json", load("crm", "full", 10));
    awaitReceipts("archive", 1);
    drop("crm.json", load("crm", "FULL", elements));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("REJECTED");
    assertThat(receipt.at("/reason").textValue())
        .startsWith(
            "The LDIF is a full load of %d elements. The last full load of its connector had 10, and leanix.full.shrink-max is 50%%."
                .formatted(elements));
    assertThat(receipt.at("/advice").textValue())
        .contains("rename it to \"crm.confirm-%d.json\"".formatted(elements));
    assertThat(sandbox.runs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 10, '', 5, half of the elements are enough",
    "lenient/, 10, lenient/, 0, the channel allows it",
    "dry/, 10, dry/, 1, a dry run is not compared",
    "dry/, 10, '', 1, a dry run is not the measure of others"
  })
  void anyOtherFullLoadIsSent(
      String folder, int elements, String laterFolder, int laterElements, String reason)
      throws Exception {
    drop(folder + "crm.json", load("crm", "full", elements));
    awaitReceipts("archive", 1);
    drop(laterFolder + "crm.json", load("crm", "full", laterElements));

    awaitReceipts("archive", 2);

    assertThat(names("failed")).as(reason).isEmpty();
  }

  @Test
  void theNameThatTheReceiptGivesConfirmsThisLoadAndNoOther() throws Exception {
    drop("crm.json", load("crm", "full", 10));
    awaitReceipts("archive", 1);
    drop("crm.json", load("crm", "full", 2));
    awaitReceipts("failed", 1);
    drop("crm.confirm-2.json", load("crm", "full", 1));
    awaitReceipts("failed", 2);
    moveBack("crm.json", "crm.confirm-2.json");
    awaitReceipts("archive", 2);

    drop("crm.json", load("crm", "full", 1));
    awaitReceipts("archive", 3);

    assertThat(receipts("failed")).hasSize(2);
    assertThat(sandbox.runs()).hasSize(3);
  }

  /** Moves the LDIF with two elements back. */
  private void moveBack(String name, String newName) throws Exception {
    String ldif =
        names("failed").stream()
            .filter(file -> file.startsWith(name.replace("json", "")) && file.endsWith("ldif.json"))
            .filter(file -> !file.contains("confirm"))
            .findFirst()
            .orElseThrow();
    Path file = data.resolve("failed").resolve(ldif);
    Files.move(file, inbox().resolve(newName), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void otherConnectorsModesAndDirectionsAreNotCompared() throws Exception {
    drop("crm.json", load("crm", "full", 10));
    awaitReceipts("archive", 1);
    drop("hr.json", load("hr", "full", 1));
    drop("partial.json", load("crm", "partial", 1));
    drop("export.json", load("crm", "full", 0).replace("inbound", "outbound"));

    awaitReceipts("archive", 4);

    assertThat(names("failed")).isEmpty();
  }

  @Test
  void fastRunsAreComparedToo() throws Exception {
    drop("quick/crm.json", load("crm", "full", 10));
    awaitReceipts("archive", 1);
    drop("quick/crm.json", load("crm", "full", 0));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/advice").textValue())
        .endsWith("The subfolder of its channel is \"quick\".");
  }

  private static String load(String connectorId, String mode, int elements) {
    String content =
        IntStream.range(0, elements)
            .mapToObj("{\"type\": \"Application\", \"id\": \"a%d\", \"data\": {}}"::formatted)
            .collect(Collectors.joining(", "));
    return """
        {
          "connectorType": "cmdb", "connectorId": "%s", "connectorVersion": "1.0.0",
          "processingDirection": "inbound", "processingMode": "%s", "content": [%s]
        }
        """
        .formatted(connectorId, mode, content);
  }
}
