package io.github.leanixruns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.FaultBuilder;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.sandbox.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes is tried again, and the run is started once. */
class PassingTroubleTest extends HubTestSupport {

  private static final List<Call> CALLS_OF_A_RUN =
      List.of(Call.CREATE, Call.START, Call.STATUS, Call.WARNINGS, Call.STATISTICS, Call.RESULTS);

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.response-timeout", "500ms");
  }

  static Stream<Named<Consumer<FaultBuilder>>> faults() {
    return Stream.of(
        Named.of("429", fault -> fault.answer(429)),
        Named.of("408", fault -> fault.answer(408)),
        Named.of("500", fault -> fault.answer(500, Map.of(), "{\"errors\":[\"out of order\"]}")),
        Named.of("502", fault -> fault.answer(502, Map.of(), "<html>Bad gateway</html>")),
        Named.of("503", fault -> fault.answer(503)),
        Named.of("504", fault -> fault.answer(504)),
        Named.of("500 after the work", fault -> fault.answerAfter(500, Map.of(), "")),
        Named.of("cut before the work", FaultBuilder::cutBefore),
        Named.of("cut after the work", FaultBuilder::cutAfter),
        Named.of("no answer until the time-out", FaultBuilder::hold));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyCallIsTriedAgain(Consumer<FaultBuilder> fault) throws Exception {
    fault.accept(sandbox.on(Call.TOKEN).once());
    for (Call call : CALLS_OF_A_RUN) {
      fault.accept(sandbox.on(call).once().forConnector(call.name()));
      drop(call + ".json", Ldifs.outbound(call.name()));
    }

    List<JsonNode> receipts = awaitReceipts("archive", CALLS_OF_A_RUN.size());

    assertAllDeliveredOnce(receipts);
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"CREATE", "STATUS", "WARNINGS", "STATISTICS", "RESULTS"})
  void anAnswerThatIsNotWhatItShouldBeIsAskedForAgain(Call call) throws Exception {
    List<String> bodies = List.of("<html>Please log in</html>", "", "\"words\"", "{\"id\": ");
    for (int i = 0; i < bodies.size(); i++) {
      String body = bodies.get(i);
      sandbox.on(call).once().forConnector("c" + i).answer(200, Map.of(), body);
      drop("c" + i + ".json", Ldifs.outbound("c" + i));
    }
    sandbox.on(call).once().forConnector("half").cutHalfway();
    drop("half.json", Ldifs.outbound("half"));

    assertAllDeliveredOnce(awaitReceipts("archive", bodies.size() + 1));
    assertThat(names("outbox")).hasSize(bodies.size() + 1);
    for (String name : names("outbox")) {
      assertThat(json("outbox", name).at("/content").isArray()).isTrue();
    }
  }

  @Test
  void aTokenAnswerThatIsNotWhatItShouldBeIsAskedForAgain() throws Exception {
    sandbox.on(Call.TOKEN).once().answer(200, Map.of(), "<html>Please log in</html>");
    sandbox.on(Call.TOKEN).once().answer(200, Map.of(), "{\"token_type\": \"bearer\"}");
    sandbox.on(Call.TOKEN).once().cutHalfway();
    drop("apps.json", Ldifs.inbound("crm"));

    awaitReceipt("archive");

    assertThat(asked(Call.TOKEN)).isEqualTo(4);
  }

  @Test
  void nobodyAsksEarlierThanRetryAfterAllows() throws Exception {
    Instant date = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
    String httpDate =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(date, ZoneOffset.UTC));
    sandbox.on(Call.STATUS).once().forConnector("seconds").answer(429, Map.of("Retry-After", "2"));
    sandbox
        .on(Call.STATUS)
        .once()
        .forConnector("date")
        .answer(503, Map.of("Retry-After", httpDate));
    drop("seconds.json", Ldifs.outbound("seconds"));
    drop("date.json", Ldifs.outbound("date"));

    awaitReceipts("archive", 2);

    List<RecordedRequest> inSeconds = statusRequestsOf("seconds");
    assertThat(inSeconds.get(0).status()).isEqualTo(429);
    assertThat(Duration.between(inSeconds.get(0).at(), inSeconds.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    List<RecordedRequest> atDate = statusRequestsOf("date");
    assertThat(atDate.get(0).status()).isEqualTo(503);
    assertThat(atDate.get(1).at()).isAfterOrEqualTo(date);
  }

  @Test
  void leanixOutOfReachForAWhileFailsNothing() throws Exception {
    var outage = sandbox.on(Call.CREATE, Call.START, Call.STATUS).always().answer(503);
    for (int i = 0; i < 10; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm" + i));
    }
    await().until(() -> sandbox.requests(Call.CREATE).size() >= 30);
    assertThat(names("failed")).isEmpty();

    outage.clear();

    assertAllDeliveredOnce(awaitReceipts("archive", 10));
  }

  @Test
  void aTokenThatLeanixRevokedIsRenewedOnce() throws Exception {
    drop("first.json", Ldifs.inbound("first"));
    awaitReceipts("archive", 1);
    sandbox.revokeTokens();
    drop("second.json", Ldifs.inbound("second"));

    assertAllDeliveredOnce(awaitReceipts("archive", 2));
    assertThat(asked(Call.TOKEN)).isEqualTo(2);
    assertThat(sandbox.requests(Call.CREATE))
        .extracting(RecordedRequest::status)
        .containsExactly(200, 401, 200);
  }

  private List<RecordedRequest> statusRequestsOf(String connectorId) {
    String runId =
        sandbox.runs().stream()
            .filter(run -> run.connectorId().equals(connectorId))
            .findFirst()
            .orElseThrow()
            .id();
    return sandbox.requests(Call.STATUS).stream()
        .filter(request -> runId.equals(request.runId()))
        .toList();
  }

  private void assertAllDeliveredOnce(List<JsonNode> receipts) {
    assertThat(receipts)
        .allSatisfy(
            receipt -> {
              assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
              assertThat(sandbox.run(receipt.at("/runId").textValue()).starts()).isEqualTo(1);
            });
    assertThat(sandbox.runs())
        .as("no run but the one in the ledger was started, and none twice")
        .filteredOn(run -> run.starts() > 0)
        .hasSameSizeAs(receipts)
        .allMatch(run -> run.starts() == 1);
    assertThat(sandbox.runs()).extracting(RunRecord::refusedStarts).containsOnly(0);
    assertThat(names("failed")).isEmpty();
    assertThat(names("inbox")).isEmpty();
    assertThat(names("work/ldif")).isEmpty();
  }
}
