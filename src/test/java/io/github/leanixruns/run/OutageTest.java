package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.testsupport.Gate;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.sql.SqlComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** LeanIX cannot be reached: nothing fails, nothing piles up, and all are through afterwards. */
class OutageTest extends HubTestSupport {

  private static final int FILES = 100;
  private static final int CONNECTORS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String REFUSED = "Connection refused";

  private final LogLines log = new LogLines("leanix.run");
  private Gate gate;

  @Override
  protected void beforeOpening() throws Exception {
    gate = Gate.to(sandbox.port());
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.base-url",
        gate.baseUrl(),
        "leanix.run.poll-max",
        "300ms",
        "leanix.upload.storage",
        "false",
        // each call makes a connection of its own, which can be refused
        "camel.component.http.connection-time-to-live",
        "1");
  }

  @AfterEach
  void closeGate() throws Exception {
    gate.close();
    log.close();
  }

  @Test
  void whicheverCallIsRefusedItsConnectionTheRunGoesOn() throws Exception {
    try (LogLines end = new LogLines("leanix-api")) {
      gate.refuse();
      drop("TOKEN.json", Ldifs.outbound("TOKEN"));
      log.await(line -> isRefused(line, "TOKEN"));
      assertThat(sandbox.requests()).isEmpty();
      gate.open();
      awaitReceipts("archive", 1);
      assertThat(end.lines())
          .singleElement()
          .asString()
          .startsWith("INFO LeanIX (" + gate.baseUrl() + ") answers again, after ")
          .endsWith("s. The runs continue.");
    }

    Map<Call, Call> callsBefore =
        Map.of(
            Call.START, Call.CREATE,
            Call.STATUS, Call.START,
            Call.RESULTS, Call.STATUS,
            Call.WARNINGS, Call.RESULTS,
            Call.STATISTICS, Call.WARNINGS);
    List<Fault> held =
        callsBefore.entrySet().stream()
            .map(e -> sandbox.on(e.getValue()).once().forConnector(e.getKey().name()).hold())
            .toList();
    for (Call call : callsBefore.keySet()) {
      drop(call + ".json", Ldifs.outbound(call.name()));
    }
    await().until(() -> held.stream().allMatch(fault -> fault.waiting() == 1));
    gate.refuse();
    drop("CREATE.json", Ldifs.outbound("CREATE"));
    held.forEach(Fault::release);

    for (Call call :
        List.of(
            Call.CREATE, Call.START, Call.STATUS, Call.WARNINGS, Call.STATISTICS, Call.RESULTS)) {
      log.await(line -> isRefused(line, call.name()));
    }
    assertNotAskedYet();
    gate.open();

    awaitReceipts("archive", 7);
    assertThat(sandbox.runs()).hasSize(7).allMatch(run -> run.starts() == 1);
    assertThat(names("failed")).isEmpty();
  }

  private static boolean isRefused(String line, String file) {
    return line.startsWith("WARN [" + file + ".json]") && line.contains(REFUSED);
  }

  /** What each run was refused is the call that it is named for, and no other. */
  private void assertNotAskedYet() {
    Map<String, String> connectors = new HashMap<>();
    sandbox.runs().forEach(run -> connectors.put(run.id(), run.connectorId()));
    assertThat(connectors.values()).doesNotContain("CREATE");
    assertThat(sandbox.requests())
        .noneMatch(request -> request.call().name().equals(connectors.get(request.runId())));
  }

  @Test
  void aLongOutageFillsNeitherLogNorLedgerAndAllAreThroughAfterwards() throws Exception {
    JdbcTemplate ledger =
        new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
    gate.shut();
    for (int i = 0; i < FILES; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm" + i % CONNECTORS, "app-" + i));
    }
    // the version of a lane's task counts its steps
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                count(ledger, "leanix_run") == FILES
                    && count(ledger, "scheduled_tasks") == CONNECTORS
                    && number(ledger, "SELECT MIN(version) FROM scheduled_tasks") >= 6);

    assertThat(count(ledger, "leanix_run")).isEqualTo(FILES);
    assertThat(log.lines()).filteredOn(line -> line.contains("RECEIVED: ")).hasSize(FILES);
    assertThat(log.lines()).filteredOn(line -> line.contains(REFUSED)).hasSize(CONNECTORS);
    assertThat(log.lines()).hasSize(FILES + CONNECTORS);
    assertThat(names("failed")).isEmpty();
    gate.open();

    await().atMost(PATIENCE).until(() -> receipts("archive").size() == FILES);
    assertThat(sandbox.runs()).hasSize(FILES).extracting(RunRecord::starts).containsOnly(1);
    assertThat(names("failed")).isEmpty();
    awaitEmptyWorkFolder();
  }

  private static long count(JdbcTemplate ledger, String table) {
    return number(ledger, "SELECT COUNT(*) FROM " + table);
  }

  private static long number(JdbcTemplate ledger, String query) {
    return ledger.queryForObject(query, Long.class);
  }
}
