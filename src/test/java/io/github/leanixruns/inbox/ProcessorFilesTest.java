package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.ConfigurationRecord;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A processor configuration that is dropped into its folder is in LeanIX, or there is a reason. */
class ProcessorFilesTest extends HubTestSupport {

  private static final String WORDS = "{\"errors\":[\"Processor 2 has no type\"]}";

  private Sandbox other;

  @Override
  protected void beforeOpening() throws IOException {
    other = Sandbox.start(sandboxSettings());
    Files.createDirectories(processors());
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.channel.production.base-url", other.baseUrl(),
        "leanix.channel.production.api-token", other.apiToken(),
        "leanix.channel.rehearsal.test", "true");
  }

  @AfterEach
  void closeOther() {
    other.close();
  }

  @Test
  void aConfigurationIsInLeanixAsDroppedAndInTheArchiveWithAReceipt() throws Exception {
    String configuration = "\uFEFF" + configuration("crm", "[{\"run\":1.10},{}]") + "\n\n";
    dropConfiguration("crm.v1.json", configuration);

    JsonNode receipt = awaitReceipt("archive");

    String id = receipt.at("/ledgerId").textValue();
    ConfigurationRecord stored = sandbox.configurations().get(0);
    assertThat(stored.connectorId()).isEqualTo("crm");
    assertThat(stored.received().bytes()).isEqualTo(configuration.getBytes(StandardCharsets.UTF_8));
    assertThat(names("archive"))
        .containsExactly("crm.v1." + id + ".processor.json", "crm.v1." + id + ".receipt.json");
    assertThat(text("archive", "crm.v1." + id + ".processor.json")).isEqualTo(configuration);
    assertThat(receipt.at("/kind").textValue()).isEqualTo("configuration");
    assertThat(receipt.at("/source").textValue()).isEqualTo("processors");
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(receipt.at("/runId").isNull()).isTrue();
    assertThat(receipt.at("/status").isNull()).isTrue();
    assertThat(receipt.at("/warnings").isNull()).isTrue();
    assertThat(receipt.at("/results").isNull()).isTrue();
    assertThat(receipt.at("/file/name").textValue()).isEqualTo("crm.v1.json");
    assertThat(receipt.at("/file/elements").intValue()).isEqualTo(2);
    assertThat(receipt.at("/connector/connectorId").textValue()).isEqualTo("crm");
    assertThat(receipt.at("/stages").findValuesAsText("stage"))
        .containsExactly("RECEIVED", "DELIVERED");
    assertThat(names("processors")).containsExactly("production", "rehearsal");
    awaitEmptyWorkFolder();
    assertThat(names("outbox")).isEmpty();
    assertThat(sandbox.runs()).isEmpty();
  }

  @Test
  void theDocumentedExampleWorks() throws Exception {
    Files.createSymbolicLink(everything.resolve("data"), data);
    Process shell =
        new ProcessBuilder(
                "sh", "-c", DocumentationExamples.of("processor-configurations", "sh").get(0))
            .directory(everything.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(receipt.at("/file/name").textValue()).isEqualTo("crm.json");
    assertThat(receipt.at("/file/elements").intValue()).isEqualTo(1);
    assertThat(sandbox.configurations().get(0).connectorId()).isEqualTo("crm");
  }

  @Test
  void anotherVersionOfAConfigurationUpdatesIt() throws Exception {
    dropConfiguration("crm.json", configuration("crm", "[]"));
    awaitReceipt("archive");
    String update = configuration("crm", "[{}]");
    dropConfiguration("crm.json", update);

    awaitReceipts("archive", 2);

    ConfigurationRecord stored = sandbox.configurations().get(0);
    assertThat(sandbox.configurations()).hasSize(1);
    assertThat(stored.puts()).isEqualTo(2);
    assertThat(stored.received().bytes()).isEqualTo(update.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anLdifThatIsDroppedAfterItsConfigurationMeetsIt() throws Exception {
    sandbox.on(Call.CONFIGURATIONS).times(2).answer(503, Map.of("Retry-After", "0"));
    for (int i = 0; i < 10; i++) {
      dropConfiguration("c%d.json".formatted(i), configuration("crm" + i, "[]"));
      drop("a%d.json".formatted(i), Ldifs.inbound("crm" + i));
    }

    awaitReceipts("archive", 20);

    assertThat(sandbox.configurations()).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(createdAt("crm" + i))
          .as("crm%d", i)
          .isAfterOrEqualTo(deliveredAt("c%d.json".formatted(i)));
    }
  }

  /** Copies bring the times of what they were copied from. */
  @Test
  void anLdifWaitsForAnEarlierConfigurationThoughItSeemsOlder() throws Exception {
    var held = sandbox.on(Call.CONFIGURATIONS).once().holdBefore();
    Path ldif = Files.writeString(data.resolve("a.part"), Ldifs.inbound("crm"));
    Files.setLastModifiedTime(ldif, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    dropConfiguration("c.json", configuration("crm", "[]"));
    Files.move(ldif, inbox().resolve("a.json"), StandardCopyOption.ATOMIC_MOVE);

    await().until(() -> held.waiting() == 1);
    await().until(() -> names("work/ldif").size() == 3); // two, and where the one came from
    assertThat(sandbox.runs()).isEmpty();
    held.release();

    awaitReceipts("archive", 2);
    assertThat(sandbox.requests().stream().map(RecordedRequest::call))
        .containsSubsequence(Call.CONFIGURATIONS, Call.CREATE);
  }

  @Test
  void aRefusedConfigurationFailsWithLeanixsWordsAndIsNotSentAgain() throws Exception {
    String configuration = configuration("crm", "[{}]");
    for (int status : new int[] {400, 403, 404, 422}) {
      sandbox.on(Call.CONFIGURATIONS).once().answer(status, Map.of(), WORDS);
      dropConfiguration("c%d.json".formatted(status), configuration);

      JsonNode receipt = awaitReceiptOf("failed", "c%d.json".formatted(status));

      String stem = "c%d.%s".formatted(status, receipt.at("/ledgerId").textValue());
      assertThat(text("failed", stem + ".processor.json")).isEqualTo(configuration);
      assertThat(receipt.at("/kind").textValue()).isEqualTo("configuration");
      assertThat(receipt.at("/stage").textValue()).isEqualTo("FAILED");
      assertThat(receipt.at("/reason").textValue())
          .isEqualTo(
              "LeanIX refused to store the processor configuration: HTTP %d, \"Processor 2 has no type\"."
                  .formatted(status));
      assertThat(receipt.at("/advice").textValue())
          .isEqualTo(
              "Correct what LeanIX names. To send the file again, move it from the failed folder back"
                  + " into the processors folder.");
    }
    assertThat(names("failed")).hasSize(8);
    assertThat(asked(Call.CONFIGURATIONS)).isEqualTo(4);
    assertThat(names("archive")).isEmpty();
  }

  @Test
  void aFailedConfigurationIsRetriedByMovingItBack() throws Exception {
    sandbox.on(Call.CONFIGURATIONS).once().answer(422, Map.of(), WORDS);
    dropConfiguration("crm.json", configuration("crm", "[]"));
    awaitReceipt("failed");
    String name =
        names("failed").stream().filter(one -> one.endsWith(".processor.json")).findFirst().get();

    Files.move(data.resolve("failed").resolve(name), processors().resolve(name));

    assertThat(awaitReceipt("archive").at("/file/name").textValue()).isEqualTo(name);
    assertThat(sandbox.configurations()).hasSize(1);
  }

  @Test
  void whatIsNoConfigurationIsRejectedWithAReason() throws Exception {
    Map<String, String> reasons =
        Map.of(
            "{\"processors\": []}", "connectorId",
            "{\"connectorType\": 7}", "Line 1, column 19: connectorType is a number",
            "{\"connectorType\": \"a\",", "Line 1, column 23: the file ends in the middle",
            "{\"connectorType\": \"a\", \"content\": []}", "looks like an LDIF",
            "<html><body>Log in</body></html>", "web page");
    for (Map.Entry<String, String> bad : reasons.entrySet()) {
      String name = bad.getKey().hashCode() + ".json";
      dropConfiguration(name, bad.getKey());

      JsonNode receipt = awaitReceiptOf("failed", name);

      assertThat(receipt.at("/kind").textValue()).isEqualTo("configuration");
      assertThat(receipt.at("/stage").textValue()).isEqualTo("REJECTED");
      assertThat(receipt.at("/reason").textValue()).contains(bad.getValue());
    }
    assertThat(names("failed").stream().filter(name -> name.endsWith(".processor.json")))
        .hasSize(reasons.size());
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void aConfigurationInTheInboxIsToldWhereItBelongs() throws Exception {
    drop("crm.json", configuration("crm", "[]").replace("inbound", "outbound"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/kind").textValue()).isEqualTo("run");
    assertThat(receipt.at("/reason").textValue()).contains("looks like a processor configuration");
    assertThat(receipt.at("/advice").textValue()).isEqualTo("Move it into the processors folder.");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void passingTroubleIsWaitedFor() throws Exception {
    sandbox.on(Call.CONFIGURATIONS).once().answer(503);
    sandbox.on(Call.CONFIGURATIONS).once().answer(429, Map.of("Retry-After", "0"));
    sandbox.on(Call.CONFIGURATIONS).once().cutBefore();
    sandbox.on(Call.CONFIGURATIONS).once().cutAfter();
    sandbox
        .on(Call.CONFIGURATIONS)
        .once()
        .answer(200, Map.of("Content-Type", "text/html"), "<html>Log in</html>");
    sandbox.on(Call.CONFIGURATIONS).once().answer(302, Map.of("Location", "/login"));
    sandbox.on(Call.TOKEN).once().answer(401);
    dropConfiguration("crm.json", configuration("crm", "[]"));

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(asked(Call.CONFIGURATIONS)).isEqualTo(7);
    assertThat(sandbox.configurations().get(0).puts()).isEqualTo(2);
    assertThat(names("failed")).isEmpty();
  }

  @Test
  void aFolderOfAChannelIsForItsWorkspace() throws Exception {
    dropConfiguration("production/crm.json", configuration("crm", "[]"));
    dropConfiguration("crm.json", configuration("billing", "[]"));

    List<JsonNode> receipts = awaitReceipts("archive", 2);

    assertThat(other.configurations())
        .extracting(ConfigurationRecord::connectorId)
        .containsExactly("crm");
    assertThat(sandbox.configurations())
        .extracting(ConfigurationRecord::connectorId)
        .containsExactly("billing");
    assertThat(receipts)
        .extracting(receipt -> receipt.at("/channel").textValue())
        .containsExactlyInAnyOrder("production", null);
  }

  @Test
  void aChannelOfDryRunsTakesNoConfiguration() throws Exception {
    dropConfiguration("rehearsal/crm.json", configuration("crm", "[]"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("REJECTED");
    assertThat(receipt.at("/reason").textValue())
        .isEqualTo(
            "A processor configuration changes LeanIX, but the channel \"rehearsal\" is set to dry"
                + " runs, which change nothing.");
    assertThat(sandbox.requests()).isEmpty();
  }

  private Path processors() {
    return data.resolve("processors");
  }

  private void dropConfiguration(String name, String content) throws IOException {
    Path part = Files.writeString(data.resolve("configuration.part"), content);
    Files.move(part, processors().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Instant createdAt(String connectorId) {
    return runs().stream()
        .filter(run -> run.connectorId().equals(connectorId))
        .findFirst()
        .orElseThrow()
        .createdAt();
  }

  private Instant deliveredAt(String fileName) {
    JsonNode stages = awaitReceiptOf("archive", fileName).at("/stages");
    return Instant.parse(stages.get(stages.size() - 1).at("/at").textValue());
  }

  private static String configuration(String connectorId, String processors) {
    return """
        {
          "connectorType": "cmdb", "connectorId": "%s", "connectorVersion": "1.0.0",
          "processingDirection": "inbound", "processors": %s
        }
        """
        .formatted(connectorId, processors);
  }
}
