package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.FaultBuilder;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that never ends, and a LeanIX that never answers, come to an end all the same. */
class TimeoutTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.run.timeout", "500ms");
  }

  @Test
  void aRunThatNeverEndsFailsWithWhatLeanixSaidLast() throws Exception {
    sandbox.letRunsTake(Duration.ofSeconds(60));
    sandbox.on(Call.STATUS).always().answerStatus("IN_PROGRESS");
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/stage").textValue()).isEqualTo("FAILED");
    assertThat(receipt.at("/status").textValue()).isEqualTo("IN_PROGRESS");
    assertThat(receipt.at("/reason").textValue())
        .isEqualTo(
            "The run did not finish within 0.5s of its start (leanix.run.timeout)."
                + " Last status: IN_PROGRESS.");
    assertThat(receipt.at("/stages").findValuesAsText("stage"))
        .containsExactly("RECEIVED", "CREATED", "STARTED", "FAILED");
  }

  @Test
  void aRunForWhichLeanixIsOutOfReachTooLongFails() throws Exception {
    sandbox.on(Call.CREATE).always().answer(503, Map.of(), "{\"errors\":[\"maintenance\"]}");
    drop("apps.json", Ldifs.inbound("crm"));

    JsonNode receipt = awaitReceipt("failed");

    assertThat(receipt.at("/reason").textValue())
        .contains("more than 0.5s (leanix.run.timeout)")
        .contains("HTTP 503, \"maintenance\"");
    assertThat(receipt.at("/advice").textValue()).contains("back into the inbox");
  }

  @Test
  void aRunThatIsGivenUpIsClosedAtOnceHoweverLateLeanixWantsToBeAskedAgain() throws Exception {
    sandbox.on(Call.CREATE).once().answer(503, Map.of("Retry-After", "1"));
    sandbox.on(Call.CREATE).always().answer(503, Map.of("Retry-After", "3600"));
    drop("apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("failed").at("/stage").textValue()).isEqualTo("FAILED");
  }

  @Test
  void whileTheTokenIsRefusedNobodyKnowsThatLeanixIsOutOfReach() throws Exception {
    sandbox.on(Call.CREATE).once().answer(503);
    sandbox.on(Call.CREATE).once().answer(401);
    // with half a minute's tenth between them, longer than the timeout
    var refused = sandbox.on(Call.TOKEN).times(12).refuse(401);
    sandbox.on(Call.CREATE).once().answer(503);
    drop("first.json", Ldifs.inbound("first"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(refused.hits()).isEqualTo(12);
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"outage", "refusal", "intermediary"})
  void aRunThatFinishedIsNeverGivenUp(String failure) throws Exception {
    resultsComeFromLeanixItself("all");
    FaultBuilder results = sandbox.on(Call.RESULTS).times(15);
    Fault outage =
        switch (failure) {
          case "refusal" -> results.refuse(404, "gone");
          case "intermediary" -> results.intermediary(404, "Not found");
          default -> results.answer(503);
        };
    drop("apps.json", Ldifs.outbound("all"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(outage.hits()).isEqualTo(15);
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
  }
}
