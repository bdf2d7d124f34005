package io.github.leanixruns.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.ConfigurationRecord;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Health;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One hub, many ways of running LDIFs. */
class ChannelTest extends HubTestSupport {

  private static final int THREADS = 4;

  private Sandbox other;

  @Override
  protected void beforeOpening() throws Exception {
    other =
        Sandbox.start(
            SandboxSettings.defaults().withRunTime(Duration.ZERO).withApiToken("other-token"));
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("leanix.run.threads", String.valueOf(THREADS));
    settings.put("leanix.channel.dry.test", "true");
    settings.put("leanix.channel.nightly.execution-group", "night & day");
    settings.put("leanix.upload.direct-max", "8KB");
    settings.put("leanix.channel.fast.fast", "true");
    settings.put("leanix.channel.fast-dry.fast", "true");
    settings.put("leanix.channel.fast-dry.test", "true");
    settings.put("leanix.channel.test-workspace.base-url", other.baseUrl());
    settings.put("leanix.channel.test-workspace.api-token", "other-token");
    settings.put("leanix.channel.hr.defaults.connector-id", "hr-system");
    settings.put("leanix.channel.hr.outbox.directory", data.resolve("hr-results").toString());
    settings.put("leanix.channel.hr.run.order", "none");
    settings.put("leanix.channel.impatient.run.timeout", "100ms");
    settings.put("leanix.channel.fast-impatient.fast", "true");
    settings.put("leanix.channel.fast-impatient.run.timeout", "300ms");
    return settings;
  }

  @AfterEach
  void closeOther() {
    other.close();
  }

  @Test
  void eachChannelHasAFolderInTheInbox() {
    assertThat(names("inbox"))
        .containsExactly(
            "dry",
            "fast",
            "fast-dry",
            "fast-impatient",
            "hr",
            "impatient",
            "nightly",
            "test-workspace");
  }

  @Test
  void aDryRunChangesNothingAndSaysSoEverywhere() throws Exception {
    dropOn("dry", "apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(sandbox.elements()).isEmpty();
    assertThat(runs()).extracting(RunRecord::test).containsExactly(true);
    assertThat(receipt.at("/test").booleanValue()).isTrue();
    assertThat(receipt.at("/channel").textValue()).isEqualTo("dry");
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
  }

  @Test
  void withoutAChannelARunIsRealAndTheReceiptSaysThat() throws Exception {
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(sandbox.elements()).hasSize(1);
    assertThat(receipt.at("/test").booleanValue()).isFalse();
    assertThat(receipt.at("/channel").isNull()).isTrue();
    assertThat(receipt.at("/source").textValue()).isEqualTo("inbox");
  }

  @Test
  void aChannelWithItsOwnWorkspaceNeverTouchesTheOther() throws Exception {
    dropOn("test-workspace", "apps.json", Ldifs.inbound("crm"));
    dropOn("test-workspace", "all.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 2);

    assertThat(sandbox.requests()).isEmpty();
    assertThat(other.runs()).hasSize(2);
    assertThat(names("outbox")).hasSize(1);
  }

  @Test
  void aWorkspaceThatDoesNotAnswerHoldsUpNoOther() throws Exception {
    var held = other.on(Call.CREATE).hold();
    for (int i = 0; i < 2 * THREADS; i++) {
      dropOn("test-workspace", "waits" + i + ".json", Ldifs.inbound("crm" + i));
    }
    await().until(() -> held.waiting() == THREADS - 1);
    for (int i = 0; i < 2 * THREADS; i++) {
      drop("goes" + i + ".json", Ldifs.inbound("crm" + i));
    }

    assertThat(awaitReceipts("archive", 2 * THREADS))
        .allMatch(receipt -> receipt.at("/channel").isNull());
    assertThat(held.waiting()).isEqualTo(THREADS - 1);

    held.release();
    awaitReceipts("archive", 4 * THREADS);
  }

  @Test
  void theTokenOfOneWorkspaceRefusedHoldsUpNoOther() throws Exception {
    other.refuseApiToken();
    dropOn("test-workspace", "waits.json", Ldifs.inbound("crm"));
    drop("goes.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/file/name").textValue()).isEqualTo("goes.json");
    await().until(() -> Health.of(context, "api-token-test-workspace").isDown());
    assertThat(Health.of(context, "api-token").isDown()).isFalse();

    other.acceptApiToken();
    awaitReceipts("archive", 2);
  }

  @Test
  void anExecutionGroupIsNamedToLeanix() throws Exception {
    putConfigurationOfGroup("night & day");
    dropOn("nightly", "apps.json", Ldifs.inbound("crm"));

    awaitReceipt("archive");

    assertThat(runs()).extracting(RunRecord::executionGroup).containsExactly("night & day");
    assertThat(asked(Call.CREATE)).isZero();
    assertThat(runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @Test
  void anExecutionGroupIsNamedToLeanixForALargeLdifAsWell() throws Exception {
    putConfigurationOfGroup("night & day");
    String name = "Order Desk";
    dropOn("nightly", "large.json", Ldifs.inbound("crm").replace(name, name.repeat(1_000)));

    awaitReceipt("archive");

    assertThat(runs()).extracting(RunRecord::executionGroup).containsExactly("night & day");
    assertThat(asked(Call.CREATE_WITH_GROUP_AND_URL)).isEqualTo(1);
  }

  @Test
  void anExecutionGroupThatLeanixDoesNotKnowFailsTheRunInItsWords() throws Exception {
    dropOn("nightly", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("failed").at("/reason").textValue())
        .startsWith("LeanIX refused to create the run: HTTP 404, \"");
  }

  @Test
  void aChannelHasItsOwnDefaultsAndItsOwnOutbox() throws Exception {
    dropOn("hr", "all.json", Ldifs.outbound("x").replace("\"connectorId\": \"x\",", ""));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/connector/connectorId").textValue()).isEqualTo("hr-system");
    assertThat(names("outbox")).isEmpty();
    assertThat(names("hr-results")).hasSize(1).first().asString().startsWith("all.");
    assertThat(receipt.at("/results").textValue())
        .isEqualTo(data.resolve("hr-results").resolve(names("hr-results").get(0)).toString());
  }

  @Test
  void aChannelHasItsOwnTimeOut() throws Exception {
    sandbox.letRunsTake(Duration.ofMinutes(1));
    dropOn("impatient", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("failed").at("/reason").textValue())
        .contains("did not finish within 0.1s of its start");
  }

  @Test
  void whoRetriesAFileIsToldTheFolderThatKeepsItOnItsChannel() throws Exception {
    sandbox.on(Call.CREATE).once().refuse(422, "no processor");
    dropOn("dry", "bad.json", "{");
    dropOn("dry", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipts("failed", 2))
        .extracting(receipt -> receipt.at("/advice").textValue())
        .allMatch(advice -> advice.endsWith(". The subfolder of its channel is \"dry\"."));
  }

  @Test
  void anotherRouteChoosesTheChannelByAHeader() {
    Exchange answer = handIn(Ldifs.inbound("crm"), "dry");

    JsonNode receipt = awaitReceipt("archive");

    assertThat(answer.getMessage().getHeader("LeanixStage")).isEqualTo("RECEIVED");
    assertThat(receipt.at("/ledgerId").textValue())
        .isEqualTo(answer.getMessage().getHeader("LeanixLedgerId"));
    assertThat(receipt.at("/test").booleanValue()).isTrue();
    assertThat(receipt.at("/source").textValue()).isEqualTo("route");
  }

  @Test
  void aChannelThatIsNotThereIsARejectionInWords() {
    Exchange answer = handIn(Ldifs.inbound("crm"), "drY");

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getHeader("LeanixStage")).isEqualTo("REJECTED");
    assertThat(answer.getMessage().getHeader("LeanixReason", String.class))
        .isEqualTo("The channel \"drY\" is not in the settings.");
    JsonNode receipt = awaitReceipt("failed");
    assertThat(receipt.at("/advice").textValue()).startsWith("The channels are dry, fast, ");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void anUnknownFolderIsSaidOnceAndLeftAlone() throws Exception {
    try (LogLines log = new LogLines("leanix.inbox")) {
      Files.createDirectories(inbox().resolve("unknown"));
      dropOn("unknown", "apps.json", Ldifs.inbound("crm"));
      dropOn("dry", "first.json", Ldifs.inbound("crm"));
      awaitReceipts("archive", 1);
      dropOn("dry", "second.json", Ldifs.inbound("crm"));
      awaitReceipts("archive", 2);

      assertThat(names("inbox/unknown")).containsExactly("apps.json");
      assertThat(log.lines())
          .containsExactly(
              "WARN [unknown] is a folder in the inbox, but not a channel. Its files are ignored."
                  + " Move them into the inbox, or define a channel of this name in"
                  + " application.properties.");
    }
  }

  @Test
  void aFastRunIsOneRequest() throws Exception {
    sandbox.giveResults();
    sandbox.giveWarnings(103);
    dropOn("fast", "apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(sandbox.requests())
        .extracting(request -> request.call())
        .containsExactly(Call.TOKEN, Call.FAST);
    assertThat(sandbox.elements()).hasSize(1);
    assertThat(receipt.at("/runId").isNull()).isTrue();
    assertThat(receipt.at("/status").textValue()).isEqualTo("FINISHED");
    assertThat(receipt.at("/warnings/count").intValue()).isEqualTo(103);
    assertThat(receipt.at("/warnings/first")).hasSize(100);
    assertThat(receipt.at("/statistics/processedContentCount").intValue()).isEqualTo(1);
    assertThat(names("outbox")).hasSize(1);
    assertThat(json("outbox", names("outbox").get(0)).at("/content").isArray()).isTrue();
    await().until(() -> names("work/ldif").isEmpty());
  }

  @Test
  void aFastRunMayBeDry() throws Exception {
    dropOn("fast-dry", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/test").booleanValue()).isTrue();
    assertThat(sandbox.fastRuns()).extracting(RunRecord::test).containsExactly(true);
    assertThat(sandbox.elements()).isEmpty();
  }

  @Test
  void anOutboundLdifCannotBeRunFast() throws Exception {
    dropOn("fast", "all.json", Ldifs.outbound("all"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("REJECTED");
    assertThat(receipt.at("/reason").textValue()).contains("outbound", "\"fast\"");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void aFastRunThatLeanixSurelyDidNotRunIsTriedAgain() throws Exception {
    sandbox.on(Call.FAST).times(2).answer(503);
    sandbox.on(Call.FAST).once().answer(429);
    dropOn("fast", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(asked(Call.FAST)).isEqualTo(4);
    assertThat(sandbox.fastRuns()).hasSize(1);
  }

  @Test
  void aFastRunForWhichNoNewTokenCanBeHadIsTriedAgain() throws Exception {
    sandbox.on(Call.FAST).once().answer(401);
    drop("first.json", Ldifs.inbound("first"));
    awaitReceipt("archive");
    sandbox.on(Call.TOKEN).once().answer(500);
    dropOn("fast", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipts("archive", 2))
        .allMatch(receipt -> receipt.at("/stage").textValue().equals("DELIVERED"));
    assertThat(names("failed")).isEmpty();
  }

  @Test
  void aFastRunThatIsPutOffIsSaidOnceAndGivenUpInTheEnd() throws Exception {
    sandbox.on(Call.FAST).answer(429);
    try (LogLines log = new LogLines("leanix.run")) {
      dropOn("fast-impatient", "apps.json", Ldifs.inbound("crm"));

      assertThat(awaitReceipt("failed").at("/reason").textValue())
          .startsWith("LeanIX gave no usable answer for more than 0.3s");
      assertThat(log.lines()).filteredOn(line -> line.contains("retrying: ")).hasSize(1);
    }
    assertThat(sandbox.fastRuns()).isEmpty();
  }

  @Test
  void aFastRunWhoseAnswerIsLostIsNotRepeated() throws Exception {
    sandbox.on(Call.FAST).once().cutAfter();
    dropOn("fast", "apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(sandbox.fastRuns()).hasSize(1);
    assertThat(asked(Call.FAST)).isEqualTo(1);
    assertThat(receipt.at("/reason").textValue())
        .startsWith("It is not known whether LeanIX executed the run: ");
    assertThat(receipt.at("/advice").textValue()).contains("Check in LeanIX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>log in</html>",
        "{\"status\":\"FINISHED\",\"warnings\":{\"a\":1}}",
        "{\"status\":\"FINISHED\",\"warnings\":true}",
        "{\"status\":\"FIN\\u0000\"}",
      })
  void whatAnswersAFastRunInLeanixPlaceIsNotTakenForLeanix(String answer) throws Exception {
    sandbox.on(Call.FAST).once().answer(200, Map.of(), answer);
    dropOn("fast", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("failed").at("/reason").textValue())
        .contains("not known whether LeanIX executed the run", "not from LeanIX");
    assertThat(asked(Call.FAST)).isEqualTo(1);
  }

  @Test
  void aFastRunThatLeanixRefusesFailsInItsWords() throws Exception {
    sandbox.on(Call.FAST).once().refuse(422, "no processor");
    dropOn("fast", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("failed").at("/reason").textValue())
        .isEqualTo("LeanIX refused to execute the fast run: HTTP 422, \"no processor\".");
  }

  private Exchange handIn(String ldif, String channel) {
    return template.send(
        "direct:leanix-inbox",
        exchange -> {
          exchange.getMessage().setBody(ldif);
          exchange.getMessage().setHeader("LeanixChannel", channel);
        });
  }

  private void dropOn(String channel, String name, String content) throws Exception {
    Path part = Files.createTempFile(data, "dropped", ".part");
    Files.writeString(part, content);
    Files.move(part, inbox().resolve(channel).resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private void putConfigurationOfGroup(String group) {
    template.requestBodyAndHeaders(
        sandbox.baseUrl() + "/services/integration-api/v1/configurations",
        """
        {"connectorType": "cmdb", "connectorId": "crm", "connectorVersion": "1.0.0",
         "processingDirection": "inbound", "executionGroups": ["%s"], "processors": []}
        """
            .formatted(group),
        Map.of(Exchange.HTTP_METHOD, "PUT", "Authorization", "Bearer " + token()));
    assertThat(sandbox.configurations()).extracting(ConfigurationRecord::puts).containsExactly(1);
  }

  private String token() {
    Object workspace =
        context
            .getRegistry()
            .lookupByNameAndType("channels", io.github.leanixruns.channel.ChannelRegistry.class)
            .named(null)
            .workspace();
    return template
        .send("direct:leanix-api-token", exchange -> exchange.setVariable("workspace", workspace))
        .getMessage()
        .getBody(JsonNode.class)
        .at("/access_token")
        .textValue();
  }
}
