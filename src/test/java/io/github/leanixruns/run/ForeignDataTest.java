package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server sends is data: it names no place outside the folders, and nothing is run. */
class ForeignDataTest extends HubTestSupport {

  private static final String EXPRESSIONS =
      "${sys.user.home} {{leanix.api-token}} ${bean:times.now} $simple{date:now} %s %n";

  private final LogLines log = new LogLines("leanix.run");

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void aRunIdIsDataWhateverItHolds() throws Exception {
    List<String> ids =
        List.of(
            "a/b",
            "/etc/passwd",
            "../../outside",
            "..\\..\\outside",
            "${sys.user.home}",
            "{{leanix.api-token}}",
            "${bean:times.now}",
            "50%2Fx%",
            "a?b=c#d",
            "quote'\"",
            "line\nbreak",
            "ümläut 🚀",
            "x".repeat(500));
    for (int i = 0; i < ids.size(); i++) {
      answerAllCallsOfRun(ids.get(i), "odd" + i);
      drop("odd" + i + ".json", Ldifs.outbound("odd" + i));
    }

    List<JsonNode> receipts = awaitReceipts("archive", ids.size());

    assertThat(receipts)
        .extracting(receipt -> receipt.at("/runId").textValue())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(receipts)
        .allMatch(receipt -> receipt.at("/results").textValue().startsWith(data + "/outbox/odd"));
    assertThat(names("outbox")).hasSize(ids.size());
    assertThat(names("archive"))
        .hasSize(2 * ids.size())
        .allMatch(name -> name.matches("odd\\d+\\.[A-Za-z0-9_-]{1,80}\\.[-.a-z0-9]+"));
    assertThat(names("."))
        .containsExactlyInAnyOrder("archive", "failed", "inbox", "outbox", "processors", "work");
    assertThat(names("failed")).isEmpty();
    for (String id : ids) {
      assertThat(log.lines()).anyMatch(line -> line.endsWith("STARTED: run " + id));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "10000"})
  void aRunIdThatNoRunCanHaveIsAskedForAgain(String kind) throws Exception {
    String id = "..".equals(kind) ? kind : "x".repeat(Integer.parseInt(kind));
    String answer = JSON.createObjectNode().put("id", id).toString();
    var fault = sandbox.on(Call.CREATE).once().answer(200, Map.of(), answer);
    drop("apps.json", Ldifs.outbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(fault.hits()).isEqualTo(1);
    assertThat(receipt.at("/runId").textValue()).isEqualTo(runs().get(0).id());
    assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
    assertThat(log.lines()).allMatch(line -> line.length() < 500);
  }

  private void answerAllCallsOfRun(String id, String connectorId) {
    String answer = JSON.createObjectNode().put("id", id).put("status", "FINISHED").toString();
    sandbox.on(Call.CREATE).forConnector(connectorId).answer(200, Map.of(), answer);
    sandbox.on(Call.START).forRun(id).answer(200);
    sandbox.on(Call.STATUS).forRun(id).answer(200, Map.of(), answer);
    sandbox.on(Call.WARNINGS).forRun(id).answer(200, Map.of(), "[]");
    sandbox.on(Call.STATISTICS).forRun(id).answer(200, Map.of(), "{}");
    sandbox.on(Call.RESULTS_URL).forRun(id).answer(200, Map.of(), "{\"url\":null}");
    sandbox.on(Call.RESULTS).forRun(id).answer(200, Map.of(), "{\"content\":[]}");
  }

  @Test
  void nothingThatTheServerSaysIsEvaluated() throws Exception {
    String statistics = JSON.createObjectNode().put(EXPRESSIONS, EXPRESSIONS).toString();
    sandbox.on(Call.STATUS).once().answerStatus(EXPRESSIONS);
    sandbox.on(Call.WARNINGS).once().answer(200, Map.of(), "[" + statistics + "]");
    sandbox.on(Call.STATISTICS).once().answer(200, Map.of(), statistics);
    drop("apps.json", Ldifs.outbound("crm"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(receipt.at("/statistics").toString()).isEqualTo(statistics);
    assertThat(receipt.at("/warnings/first/0").toString()).isEqualTo(statistics);
    assertThat(log.lines())
        .anyMatch(line -> line.contains("has the unknown status " + EXPRESSIONS));

    String words = "{\"errors\":" + JSON.createArrayNode().add(EXPRESSIONS) + "}";
    sandbox.on(Call.CREATE).once().answer(503, Map.of(), words);
    sandbox.on(Call.CREATE).once().answer(422, Map.of(), words);
    drop("more.json", Ldifs.outbound("crm"));

    assertThat(awaitReceipt("failed").at("/reason").textValue()).contains(EXPRESSIONS);
    assertThat(log.lines())
        .anyMatch(line -> line.contains("retrying") && line.contains(EXPRESSIONS));
    log.await(line -> line.contains("FAILED: LeanIX") && line.contains(EXPRESSIONS));
    assertThat(log.lines()).noneMatch(line -> line.contains(sandbox.apiToken()));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectIsNotFollowedAndNamed(int status) throws Exception {
    Set<Call> calls = TransientFailureTest.CALLS_OF_A_RUN;
    resultsComeFromLeanixItself(Call.RESULTS.name());
    try (Sandbox elsewhere = Sandbox.start(sandboxSettings())) {
      Map<String, String> headers =
          Map.of("Location", elsewhere.baseUrl() + "/login?secret=hidden");
      sandbox.on(Call.TOKEN).once().answer(status, headers, "hidden");
      drop("TOKEN.json", Ldifs.outbound("TOKEN"));
      for (Call call : calls) {
        sandbox.on(call).once().forConnector(call.name()).answer(status, headers, "hidden");
        drop(call + ".json", Ldifs.outbound(call.name()));
      }

      awaitReceipts("archive", calls.size() + 1);

      assertThat(elsewhere.requests()).isEmpty();
    }
    String words =
        "HTTP %d, a redirect to 127.0.0.1, which is not followed. Check leanix.base-url"
            .formatted(status);
    for (Call call : calls) {
      log.await(line -> line.startsWith("WARN [" + call + ".json]") && line.endsWith(words));
    }
    assertThat(log.lines()).noneMatch(line -> line.contains("hidden"));
    assertThat(sandbox.runs()).hasSize(calls.size() + 1).allMatch(run -> run.starts() == 1);
  }
}
