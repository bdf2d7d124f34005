package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.defaults.connector-version", "2.0.0");
  }

  @Test
  void anInboundFileIsInLeanixAndInTheArchiveWithAReceiptThatSaysEverything() throws Exception {
    byte[] ldif = Ldifs.inbound("crm", "app-7").getBytes(StandardCharsets.UTF_8);
    Instant before = Instant.now();
    drop("apps.v1.json", ldif);

    JsonNode receipt = awaitReceipt("archive");
    String runId = runs().get(0).id();

    assertThat(names("archive"))
        .containsExactly("apps.v1." + runId + ".ldif.json", "apps.v1." + runId + ".receipt.json");
    assertThat(Files.readAllBytes(data.resolve("archive/apps.v1." + runId + ".ldif.json")))
        .isEqualTo(ldif);
    assertThat(sandbox.elements()).singleElement().extracting("id").isEqualTo("app-7");
    assertThat(names("outbox")).isEmpty();
    assertThat(names("failed")).isEmpty();
    awaitEmptyWorkFolder();

    assertThat(receipt.at("/receipt").intValue()).isEqualTo(1);
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(receipt.at("/status").textValue()).isEqualTo("FINISHED");
    assertThat(receipt.at("/runId").textValue()).isEqualTo(runId);
    assertThat(receipt.at("/file/name").textValue()).isEqualTo("apps.v1.json");
    assertThat(receipt.at("/file/sizeBytes").longValue()).isEqualTo(ldif.length);
    assertThat(receipt.at("/file/sha256").textValue()).isEqualTo(sha256(ldif));
    assertThat(receipt.at("/file/elements").intValue()).isEqualTo(1);
    assertThat(receipt.at("/connector").toString())
        .isEqualTo(
            "{\"connectorType\":\"cmdb\",\"connectorId\":\"crm\",\"connectorVersion\":\"1.0.0\","
                + "\"processingDirection\":\"inbound\"}");
    assertThat(receipt.at("/processingMode").textValue()).isEqualTo("partial");
    assertThat(receipt.at("/description").textValue()).isEqualTo("of app-7");
    assertThat(receipt.at("/warnings/count").intValue()).isZero();
    assertThat(receipt.at("/statistics/statusChanges").size()).isPositive();
    assertThat(receipt.at("/results").isNull()).isTrue();
    assertThat(receipt.at("/reason").isNull()).isTrue();

    List<String> stages = receipt.at("/stages").findValuesAsText("stage");
    List<Instant> times =
        receipt.at("/stages").findValuesAsText("at").stream().map(Instant::parse).toList();
    assertThat(stages).containsExactly("RECEIVED", "CREATED", "STARTED", "FINISHED", "DELIVERED");
    assertThat(times).isSorted();
    assertThat(times.get(0)).isAfterOrEqualTo(before.minusMillis(1));
    assertThat(times.get(4)).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void theBytesAreSentAsTheyCameWhenNothingHasToBeFilledIn() throws Exception {
    byte[] ldif =
        ("\uFEFF{ \"content\":[ ],\t\"connectorType\":\"\\u0063mdb\", \"cost\": 1.10e+02,"
                + " \"connectorId\":\"x\",\"connectorVersion\":\"1\","
                + "\"processingDirection\":\"inbound\" }\n\n")
            .getBytes(StandardCharsets.UTF_8);
    drop("odd.LDIF", ldif);

    JsonNode receipt = awaitReceipt("archive");

    assertThat(runs().get(0).received().sha256()).isEqualTo(sha256(ldif));
    assertThat(receipt.at("/notes")).isEmpty();
    assertThat(receipt.at("/processingMode").isNull()).isTrue();
  }

  @Test
  void aMissingHeaderFieldIsFilledInAndTheArchiveKeepsTheFileAsItWas() throws Exception {
    String ldif =
        "{\"connectorType\":\"cmdb\",\"connectorId\":\"x\",\"processingDirection\":\"inbound\","
            + "\"contents\":[]}";
    drop("short.json", ldif);

    JsonNode receipt = awaitReceipt("archive");

    assertThat(new String(runs().get(0).received().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"connectorVersion\":\"2.0.0\","
                + ldif.substring(1).replace("\"contents\"", "\"content\""));
    assertThat(text("archive", names("archive").get(0))).isEqualTo(ldif);
    assertThat(receipt.at("/file/sha256").textValue())
        .isEqualTo(sha256(ldif.getBytes(StandardCharsets.UTF_8)));
    assertThat(receipt.at("/connector/connectorVersion").textValue()).isEqualTo("2.0.0");
    assertThat(receipt.at("/notes").toString())
        .contains("leanix.defaults.connector-version")
        .contains("contents is sent as content");
    awaitEmptyWorkFolder();
  }

  @Test
  void whatAnOutboundRunBringsLiesInTheOutboxByteForByte() throws Exception {
    drop("import.json", Ldifs.inbound("crm", "app-7"));
    awaitReceipts("archive", 1);
    drop("export.json", Ldifs.outbound("all"));
    awaitReceipts("archive", 2);

    String runId = runs().get(1).id();
    assertThat(names("outbox")).containsExactly("export." + runId + ".results.json");
    JsonNode results = json("outbox", names("outbox").get(0));
    assertThat(results.at("/content").findValuesAsText("id")).containsExactly("app-7");
    assertThat(results.at("/content/0/data/cost").asText()).isEqualTo("1.1");
    JsonNode receipt = json("archive", "export." + runId + ".receipt.json");
    assertThat(receipt.at("/results").textValue())
        .isEqualTo(data.resolve("outbox").resolve(names("outbox").get(0)).toString());
    assertThat(asked(Call.RESULTS_URL)).isEqualTo(2);
    assertThat(asked(Call.DOWNLOAD)).isEqualTo(1);
    assertThat(asked(Call.RESULTS)).as("where the storage has none").isEqualTo(1);
  }

  @Test
  void anInboundRunThatProducesResultsHasThemDelivered() throws Exception {
    sandbox.giveResults();
    drop("import.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(names("outbox")).containsExactly("import." + runs().get(0).id() + ".results.json");
    assertThat(receipt.at("/results").isTextual()).isTrue();
  }

  @Test
  void theSameNameDroppedAgainOverwritesNothing() throws Exception {
    for (int i = 1; i <= 5; i++) {
      drop("apps.json", Ldifs.inbound("crm", "app-" + i));
      await().until(() -> names("inbox").isEmpty());
    }

    List<JsonNode> receipts = awaitReceipts("archive", 5);

    assertThat(names("archive")).hasSize(10);
    assertThat(receipts)
        .extracting(receipt -> receipt.at("/description").textValue())
        .containsExactlyInAnyOrder("of app-1", "of app-2", "of app-3", "of app-4", "of app-5");
    assertThat(started()).isEqualTo(5);
  }

  @Test
  void allPagesOfWarningsAreCountedAndTheFirstHundredKept() throws Exception {
    sandbox.giveWarnings(250);
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/warnings/count").intValue()).isEqualTo(250);
    assertThat(receipt.at("/warnings/first")).hasSize(100);
    assertThat(receipt.at("/warnings/first/0/message").textValue()).isNotBlank();
    assertThat(asked(Call.WARNINGS)).isEqualTo(3);
  }

  @Test
  void oneAccessTokenServesAllRuns() throws Exception {
    for (int i = 0; i < 20; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm" + i));
    }
    awaitReceipts("archive", 20);

    assertThat(asked(Call.TOKEN)).isEqualTo(1);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
