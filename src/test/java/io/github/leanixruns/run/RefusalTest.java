package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What will never work ends in the failed folder, with LeanIX's words; nothing else does. */
class RefusalTest extends HubTestSupport {

  private static final String WORDS = "{\"errors\":[\"No connector knows this LDIF\"]}";

  @TestFactory
  Stream<DynamicTest> aRefusedCreationFailsTheRunWithLeanixsWords() {
    return each(Stream.of(400, 403, 404, 413, 415, 422), this::aRefusedCreation);
  }

  private void aRefusedCreation(int status) throws Exception {
    int before = receipts("failed").size();
    sandbox.on(Call.CREATE).once().answer(status, Map.of(), WORDS);
    String ldif = Ldifs.inbound("crm");
    String name = "apps" + status;
    drop(name + ".json", ldif);

    JsonNode receipt = awaitReceiptOf("failed", name + ".json");

    String id = receipt.at("/ledgerId").textValue();
    assertThat(names("failed"))
        .contains(name + "." + id + ".ldif.json", name + "." + id + ".receipt.json")
        .hasSize(2 * (before + 1));
    assertThat(text("failed", name + "." + id + ".ldif.json")).isEqualTo(ldif);
    assertThat(receipt.at("/stage").textValue()).isEqualTo("FAILED");
    assertThat(receipt.at("/runId").isNull()).isTrue();
    assertThat(receipt.at("/reason").textValue())
        .isEqualTo(
            "LeanIX refused to create the run: HTTP %d, \"No connector knows this LDIF\"."
                .formatted(status));
    assertThat(receipt.at("/advice").textValue()).contains("back into the inbox");
    assertThat(receipt.at("/stages").findValuesAsText("stage"))
        .containsExactly("RECEIVED", "FAILED");
    assertThat(asked(Call.CREATE)).isEqualTo(before + 1);
    assertThat(names("archive")).isEmpty();
    awaitEmptyWorkFolder();
  }

  @Test
  void aRefusedStartFailsTheRun() throws Exception {
    sandbox.on(Call.START).once().answer(403, Map.of(), WORDS);
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/reason").textValue())
        .isEqualTo("LeanIX refused to start the run: HTTP 403, \"No connector knows this LDIF\".");
    assertThat(receipt.at("/runId").textValue()).isEqualTo(runs().get(0).id());
    assertThat(receipt.at("/advice").textValue())
        .contains("LeanIX may already have executed run " + runs().get(0).id());
    assertThat(started()).isZero();
  }

  @Test
  void a400ToAStartSaysThatTheRunWasStartedEarlierWhateverItsStatus() throws Exception {
    sandbox.on(Call.START).once().answerAfter(400, Map.of(), WORDS);
    Fault late = sandbox.on(Call.STATUS).times(5).answerStatus("CREATED");
    drop("apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");

    assertThat(late.hits()).isEqualTo(5);
    assertThat(asked(Call.START)).isEqualTo(1);
    assertThat(started()).isEqualTo(1);
    assertThat(names("failed")).isEmpty();
  }

  @Test
  void aRunWhoseStatusStaysCreatedForTenMinutesIsStartedAgain() throws Exception {
    sandbox.on(Call.START).times(2).answer(400, Map.of(), WORDS);
    drop("apps.json", Ldifs.inbound("crm"));
    await().until(() -> asked(Call.STATUS) > 3);
    assertThat(asked(Call.START)).isEqualTo(1);

    for (int starts = 2; starts <= 3; starts++) {
      int expected = starts;
      await()
          .until(
              () -> {
                ledger().update("UPDATE leanix_run SET start_sent_at = start_sent_at - 600001");
                return asked(Call.START) >= expected;
              });
    }

    JsonNode receipt = awaitReceipt("archive");
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(receipt.at("/stages").findValuesAsText("stage"))
        .containsExactly("RECEIVED", "CREATED", "STARTED", "FINISHED", "DELIVERED");
    assertThat(started()).isEqualTo(1);
  }

  @Test
  void aRunThatLeanixForgotFails() throws Exception {
    sandbox.on(Call.STATUS).once().forget();
    drop("apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("failed").at("/reason").textValue())
        .startsWith("LeanIX refused to return the run's status: HTTP 404");
  }

  @TestFactory
  Stream<DynamicTest> aFinishedRunWaitsForTheResultsThatLeanixRefuses() {
    resultsComeFromLeanixItself("all");
    return each(Stream.of(400, 403, 404, 422), this::itWaitsForTheResults);
  }

  private void itWaitsForTheResults(int status) throws Exception {
    int before = receipts("archive").size();
    Fault refused = sandbox.on(Call.RESULTS).answer(status, Map.of(), WORDS);
    String name = "apps" + status + ".json";
    drop(name, Ldifs.outbound("all"));

    await().until(() -> refused.hits() > 3 && health("runs").getState() == HealthCheck.State.DOWN);
    assertThat(health("runs").getMessage().orElseThrow())
        .contains("[" + name + "]: LeanIX finished the run " + runs().get(before).id())
        .contains("HTTP " + status + ", \"No connector knows this LDIF\"")
        .contains("Do not drop the file again");
    assertThat(names("failed")).isEmpty();
    refused.clear();

    assertThat(awaitReceiptOf("archive", name).at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(names("outbox")).hasSize(before + 1);
    assertThat(started()).isEqualTo(before + 1);
    await().until(() -> health("runs").getState() == HealthCheck.State.UP);
  }

  @Test
  void aRunWithoutWarningsOrStatisticsAtLeanixIsDeliveredAllTheSame() throws Exception {
    sandbox.on(Call.WARNINGS, Call.STATISTICS).always().answer(400, Map.of(), WORDS);
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/warnings").isNull()).isTrue();
    assertThat(receipt.at("/statistics").isNull()).isTrue();
  }

  @Test
  void aRunThatFailsInLeanixFailsWithItsWarningsAndStatistics() throws Exception {
    sandbox.endRuns(RunOutcome.FAILED).once();
    sandbox.giveWarnings(3).once();
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("FAILED");
    assertThat(receipt.at("/status").textValue()).isEqualTo("FAILED");
    assertThat(receipt.at("/reason").textValue()).startsWith("The run failed in LeanIX");
    assertThat(receipt.at("/warnings/count").intValue()).isEqualTo(3);
    assertThat(receipt.at("/statistics/statusChanges").isArray()).isTrue();
    assertThat(names("failed")).contains("apps." + runs().get(0).id() + ".ldif.json");
  }

  @Test
  void aRunThatWasStoppedInLeanixIsStopped() throws Exception {
    sandbox.endRuns(RunOutcome.STOPPED).once();
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("STOPPED");
    assertThat(receipt.at("/status").textValue()).isEqualTo("STOPPED");
    assertThat(receipt.at("/reason").textValue()).isEqualTo("The run was stopped in LeanIX.");
  }

  @Test
  void aStatusThatNobodyKnowsYetIsWaitedFor() throws Exception {
    sandbox.on(Call.STATUS).times(3).answerStatus("ARCHIVED_SOON");
    drop("apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(asked(Call.STATUS)).isEqualTo(4);
  }

  @Test
  void aFailedRunDoesNotHoldUpItsLane() throws Exception {
    sandbox.on(Call.CREATE).once().answer(422, Map.of(), WORDS);
    for (int i = 0; i < 3; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm", "app-" + i));
    }

    assertThat(awaitReceipts("archive", 2)).hasSize(2);
    assertThat(receipts("failed")).hasSize(1);
  }

  @Test
  void aFailedFileIsRetriedByMovingItBackIntoTheInbox() throws Exception {
    sandbox.on(Call.CREATE).once().answer(422, Map.of(), WORDS);
    drop("apps.json", Ldifs.inbound("crm"));
    awaitReceipt("failed");
    String ldif =
        names("failed").stream().filter(name -> name.endsWith(".ldif.json")).findFirst().get();

    Files.move(data.resolve("failed").resolve(ldif), inbox().resolve(ldif));

    assertThat(awaitReceipt("archive").at("/file/name").textValue()).isEqualTo(ldif);
  }

  @Test
  void whileTheApiTokenIsRefusedNothingFailsAndHealthSaysWhy() throws Exception {
    sandbox.refuseApiToken();
    for (int i = 0; i < 5; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm" + i));
    }

    await().until(() -> health("api-token").getState() == HealthCheck.State.DOWN);
    assertThat(health("api-token").getMessage().orElseThrow())
        .startsWith("LeanIX refuses the API token (HTTP 401")
        .contains("leanix.api-token")
        .doesNotContain(sandbox.apiToken());
    await().until(() -> asked(Call.TOKEN) >= 3);
    assertThat(names("failed")).isEmpty();
    assertThat(names("archive")).isEmpty();
    assertThat(asked(Call.CREATE)).isZero();

    sandbox.acceptApiToken();

    assertThat(awaitReceipts("archive", 5)).hasSize(5);
    assertThat(health("api-token").getState()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void aRunUnderWayWaitsForTheApiTokenToo() throws Exception {
    var held = sandbox.on(Call.STATUS).once().hold();
    drop("apps.json", Ldifs.inbound("crm"));
    await().until(() -> held.waiting() == 1);
    sandbox.refuseApiToken();
    sandbox.revokeTokens();
    sandbox.on(Call.STATUS).once().answer(401);
    held.release();

    await().until(() -> health("api-token").getState() == HealthCheck.State.DOWN);
    sandbox.acceptApiToken();

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(started()).isEqualTo(1);
  }

  /** Whatever is wrong with the token's address is wrong for all runs, and none is at fault. */
  @TestFactory
  Stream<DynamicTest> noRefusalOfATokenFailsARun() {
    return each(Stream.of(400, 404, 405), this::aRefusalOfAToken);
  }

  private void aRefusalOfAToken(int status) throws Exception {
    sandbox.revokeTokens();
    sandbox.on(Call.TOKEN).times(2).answer(status, Map.of(), "{\"errors\":[\"not here\"]}");
    try (LogLines log = new LogLines("leanix-api")) {
      String name = "apps" + status + ".json";
      drop(name, Ldifs.inbound("crm"));

      assertThat(awaitReceiptOf("archive", name).at("/stage").textValue()).isEqualTo("DELIVERED");

      assertThat(log.lines())
          .containsExactly(
              ("WARN LeanIX refuses the API token (HTTP %d, \"not here\"). API tokens expire and can be"
                      + " revoked: check leanix.api-token and leanix.base-url, and the technical user in"
                      + " LeanIX. All runs wait and continue when LeanIX accepts the token.")
                  .formatted(status),
              "INFO LeanIX accepts the API token again. The runs continue.");
    }
    assertThat(names("failed")).isEmpty();
  }

  private JdbcTemplate ledger() {
    return new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
  }

  private HealthCheck.Result health(String id) {
    List<HealthCheck.Result> results =
        HealthCheckHelper.invoke(context, "full").stream()
            .filter(result -> id.equals(result.getCheck().getId()))
            .toList();
    assertThat(results).hasSize(1);
    return results.get(0);
  }
}
