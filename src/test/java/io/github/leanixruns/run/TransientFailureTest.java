package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.FaultBuilder;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The table call × fault: what passes is tried again, not before LeanIX allows it, and the run is
 * started once. {@link OutageTest} has the row of the refused connections.
 */
class TransientFailureTest extends HubTestSupport {

  static final Set<Call> CALLS_OF_A_RUN =
      EnumSet.of(
          Call.CREATE,
          Call.START,
          Call.STATUS,
          Call.WARNINGS,
          Call.STATISTICS,
          Call.RESULTS_URL,
          Call.RESULTS);
  private static final String PAGE = "<html><title>Log in</title><body>Please log in</body></html>";

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.response-timeout", "500ms");
  }

  /**
   * One row of the table.
   *
   * @param fault what happens to a call
   * @param notBefore when the server wants to be asked again, by the time of the call that met it;
   *     null where it does not say
   * @param calls the calls for which it is a fault
   */
  record Trouble(
      Function<FaultBuilder, Fault> fault, UnaryOperator<Instant> notBefore, Set<Call> calls) {}

  static Stream<Named<Supplier<Trouble>>> troubles() {
    return Stream.of(
        Named.of("429, Retry-After in seconds", TransientFailureTest::comeBackInASecond),
        Named.of("429, Retry-After as a date", TransientFailureTest::comeBackAtADate),
        trouble("429 without Retry-After", fault -> fault.answer(429)),
        trouble("408", fault -> fault.answer(408)),
        trouble("500", fault -> fault.answer(500, Map.of(), "{\"errors\":[\"out of order\"]}")),
        trouble("502", fault -> fault.answer(502, Map.of(), "<html>Bad gateway</html>")),
        trouble("503", fault -> fault.answer(503)),
        trouble("504", fault -> fault.answer(504)),
        trouble("500 after the work", fault -> fault.answerAfter(500, Map.of(), "")),
        trouble("401", fault -> fault.answer(401, Map.of(), "{\"message\":\"expired\"}")),
        trouble("403 page", fault -> fault.intermediary(403, "Access denied")),
        trouble("401 page", fault -> fault.intermediary(401, "Please log in")),
        trouble("404 text", fault -> fault.intermediary(404, null)),
        trouble("404 without text", fault -> fault.answer(404)),
        trouble("400 JSON of another shape", fault -> fault.answer(400, Map.of(), "{\"error\":1}")),
        trouble(
            "400 JSON as text",
            fault -> fault.answer(400, Map.of("Content-Type", "text/plain"), "{\"errors\":[]}")),
        trouble("cut before the work", FaultBuilder::cutBefore),
        trouble("cut after the work", FaultBuilder::cutAfter),
        trouble("no answer until the time-out", FaultBuilder::hold),
        trouble("body cut in half", FaultBuilder::cutHalfway),
        trouble("HTML", fault -> fault.answer(200, Map.of("Content-Type", "text/html"), PAGE)),
        trouble("HTML after the work", fault -> fault.answerAfter(200, Map.of(), PAGE)),
        trouble("JSON without the field", fault -> fault.answer(200, Map.of(), "{\"other\": 1}")),
        trouble("JSON of another kind", fault -> fault.answer(200, Map.of(), "\"words\"")),
        trouble("half of a JSON", fault -> fault.answer(200, Map.of(), "{\"id\": ")),
        trouble(
            "an unknown encoding",
            fault -> fault.answer(503, Map.of("Content-Type", "text/plain; charset=none"), "no")),
        // a start has no other answer
        Named.of("nothing", () -> trouble(fault -> fault.answer(200), allCallsBut(Call.START))));
  }

  private static Named<Supplier<Trouble>> trouble(
      String name, Function<FaultBuilder, Fault> fault) {
    return Named.of(name, () -> trouble(fault, CALLS_OF_A_RUN));
  }

  private static Trouble trouble(Function<FaultBuilder, Fault> fault, Set<Call> calls) {
    return new Trouble(fault, null, calls);
  }

  private static Trouble comeBackInASecond() {
    return new Trouble(
        fault -> fault.answer(429, Map.of("Retry-After", "1")),
        met -> met.plusSeconds(1),
        CALLS_OF_A_RUN);
  }

  private static Trouble comeBackAtADate() {
    Instant date = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
    String httpDate = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
    return new Trouble(
        fault -> fault.answer(429, Map.of("Retry-After", httpDate)), met -> date, CALLS_OF_A_RUN);
  }

  private static Set<Call> allCallsBut(Call call) {
    Set<Call> others = EnumSet.copyOf(CALLS_OF_A_RUN);
    others.remove(call);
    return others;
  }

  private int requestsBefore;

  @TestFactory
  Stream<DynamicTest> everyCallGoesThroughOnceItIsOver() {
    return DynamicTest.stream(troubles(), this::everyCallMeets);
  }

  private void everyCallMeets(Supplier<Trouble> kind) throws Exception {
    int runsBefore = receipts("archive").size();
    sandbox.clearFaults();
    sandbox.revokeTokens();
    requestsBefore = sandbox.requests().size();
    Trouble troubleOfToken = kind.get();
    Fault faultOfToken = troubleOfToken.fault().apply(sandbox.on(Call.TOKEN).once());
    drop("TOKEN" + runsBefore + ".json", Ldifs.outbound(connector("TOKEN")));
    drop("another" + runsBefore + ".json", Ldifs.outbound(connector("another")));
    awaitReceipts("archive", runsBefore + 2);
    List<RecordedRequest> requestsForAToken =
        requests().filter(request -> request.call() == Call.TOKEN).toList();

    requestsBefore = sandbox.requests().size();
    resultsComeFromLeanixItself(connector(Call.RESULTS));
    Trouble trouble = kind.get();
    Map<Call, Fault> faults = new EnumMap<>(Call.class);
    for (Call call : trouble.calls()) {
      FaultBuilder ofThisCall = sandbox.on(call).once().forConnector(connector(call));
      faults.put(call, trouble.fault().apply(ofThisCall));
      drop(connector(call) + ".json", Ldifs.outbound(connector(call)));
    }
    awaitReceipts("archive", runsBefore + 2 + faults.size());

    assertAllDeliveredOnce();
    assertThat(faultOfToken.hits()).as("TOKEN met it").isEqualTo(1);
    faults.forEach((call, fault) -> assertThat(fault.hits()).as("%s met it", call).isEqualTo(1));
    if (trouble.notBefore() != null) {
      assertNotBefore(troubleOfToken, Call.TOKEN, requestsForAToken);
      trouble
          .calls()
          .forEach(call -> assertNotBefore(trouble, call, requestsOfTheRunThatMetItAt(call)));
    }
  }

  /** Each trouble has connectors of its own. */
  private String connector(Object call) {
    return call + "-" + requestsBefore;
  }

  private Stream<RecordedRequest> requests() {
    return sandbox.requests().stream().skip(requestsBefore);
  }

  @Test
  void aStartWhoseAnswerWasLostIsLoggedOnce() throws Exception {
    Fault lost = sandbox.on(Call.START).once().cutAfter();
    try (LogLines log = new LogLines("leanix.run")) {
      drop("apps.json", Ldifs.inbound("crm"));

      awaitReceipt("archive");

      assertThat(lost.hits()).isEqualTo(1);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("INFO [apps.json] STARTED: run "))
          .hasSize(1);
    }
  }

  @Test
  void aTokenThatLeanixRevokedIsRenewedOnce() throws Exception {
    drop("first.json", Ldifs.outbound("first"));
    awaitReceipts("archive", 1);
    sandbox.revokeTokens();
    drop("second.json", Ldifs.outbound("second"));

    awaitReceipts("archive", 2);

    assertAllDeliveredOnce();
    assertThat(asked(Call.TOKEN)).isEqualTo(2);
    assertThat(sandbox.requests(Call.CREATE))
        .extracting(RecordedRequest::status)
        .containsExactly(200, 401, 200);
  }

  @Test
  void noTokenIsIssuedWhileTheReportIsFetched() throws Exception {
    drop("first.json", Ldifs.outbound("first"));
    awaitReceipts("archive", 1);
    sandbox.on(Call.WARNINGS).once().refuse(401, "expired");
    Fault noToken = sandbox.on(Call.TOKEN).times(2).answer(503);
    drop("report.json", Ldifs.outbound("report"));

    awaitReceipts("archive", 2);

    assertAllDeliveredOnce();
    assertThat(noToken.hits()).isEqualTo(2);
  }

  /** The first of the requests is the one that met the fault. */
  private static void assertNotBefore(Trouble trouble, Call call, List<RecordedRequest> requests) {
    Instant notBefore = trouble.notBefore().apply(requests.get(0).at());
    assertThat(requests.subList(1, requests.size()))
        .isNotEmpty()
        .as("%s, after the request at %s", call, requests.get(0).at())
        .allSatisfy(request -> assertThat(request.at()).isAfterOrEqualTo(notBefore));
  }

  /** Begins with the request that met the fault; one that created nothing belongs to no run. */
  private List<RecordedRequest> requestsOfTheRunThatMetItAt(Call call) {
    List<String> runIds =
        sandbox.runs().stream()
            .filter(run -> run.connectorId().equals(connector(call)))
            .map(run -> run.id())
            .toList();
    List<RecordedRequest> requests =
        requests()
            .filter(
                request ->
                    runIds.contains(request.runId())
                        || request.call() == call && request.runId() == null)
            .toList();
    int met = 0;
    while (requests.get(met).call() != call) {
      met++;
    }
    return requests.subList(met, requests.size());
  }

  private void assertAllDeliveredOnce() {
    assertThat(receipts("archive"))
        .allSatisfy(
            name -> {
              String runId = json("archive", name).at("/runId").textValue();
              assertThat(json("archive", name).at("/status").textValue()).isEqualTo("FINISHED");
              assertThat(sandbox.run(runId).starts()).isEqualTo(1);
            });
    assertThat(sandbox.runs())
        .as("no run but the one in the ledger was started, and none twice")
        .filteredOn(run -> run.starts() > 0)
        .hasSameSizeAs(receipts("archive"))
        .allMatch(run -> run.starts() == 1 && run.refusedStarts() == 0);
    assertThat(names("outbox"))
        .hasSameSizeAs(receipts("archive"))
        .allMatch(name -> json("outbox", name).at("/content").isArray());
    assertThat(names("failed")).isEmpty();
    assertThat(names("inbox")).isEmpty();
    awaitEmptyWorkFolder();
  }
}
