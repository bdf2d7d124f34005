package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A proxy, firewall or login page that refuses a request in LeanIX's place fails no run. {@link
 * TransientFailureTest} has the calls that all runs make.
 */
class IntermediaryTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.upload.direct-max",
        "2KB",
        "leanix.channel.group.execution-group",
        "nightly",
        "leanix.channel.quick.fast",
        "true");
  }

  @TestFactory
  Stream<DynamicTest> aLargeRunGoesOnAfterIt() {
    return each(
        Stream.of(Call.STORAGE, Call.UPLOAD, Call.CREATE_WITH_URL, Call.DOWNLOAD),
        this::aLargeRunMeetsIt);
  }

  private void aLargeRunMeetsIt(Call call) throws Exception {
    int before = receipts("archive").size();
    int storageBefore = asked(Call.STORAGE);
    Fault fault = sandbox.on(call).times(2).intermediary(403, "Access denied");
    drop("import" + before + ".json", Ldifs.inboundOfSize(3_000));
    awaitReceipts("archive", before + 1);
    drop("export" + before + ".json", Ldifs.outbound("all"));
    awaitReceipts("archive", before + 2);

    assertThat(fault.hits()).isEqualTo(2);
    assertThat(asked(Call.STORAGE) - storageBefore).isEqualTo(call == Call.STORAGE ? 3 : 1);
    assertThat(names("failed")).isEmpty();
    assertThat(sandbox.runs()).allMatch(run -> run.starts() == 1).hasSize(before + 2);
  }

  @TestFactory
  Stream<DynamicTest> aFastRunThatItRefusedIsSentAgain() {
    return each(Stream.of(400, 401, 403, 404), this::aFastRunMeetsIt);
  }

  private void aFastRunMeetsIt(int status) throws Exception {
    int before = receipts("archive").size();
    Fault fault = sandbox.on(Call.FAST).times(2).intermediary(status, "Access denied");
    dropInto("quick", "apps" + status + ".json", Ldifs.inbound("crm"));

    assertThat(awaitReceipts("archive", before + 1))
        .allMatch(receipt -> receipt.at("/stage").textValue().equals("DELIVERED"));

    assertThat(fault.hits()).isEqualTo(2);
    assertThat(sandbox.fastRuns()).hasSize(before + 1);
  }

  @Test
  void aRunOfAnExecutionGroupAndAConfigurationGoOnAfterIt() throws Exception {
    sandbox.on(Call.CREATE_WITH_GROUP).once().intermediary(404, null);
    sandbox.on(Call.CONFIGURATIONS).once().intermediary(403, "Access denied");
    String configuration =
        """
        {"connectorType": "cmdb", "connectorId": "crm", "connectorVersion": "1.0.0",
         "processingDirection": "inbound", "executionGroups": ["nightly"], "processors": []}
        """;
    Files.writeString(data.resolve("processors").resolve("crm.json"), configuration);
    awaitReceipts("archive", 1);
    dropInto("group", "apps.json", Ldifs.inbound("crm"));

    awaitReceipts("archive", 2);

    assertThat(sandbox.configurations()).hasSize(1);
    assertThat(sandbox.requests(Call.CREATE_WITH_GROUP))
        .extracting(RecordedRequest::status)
        .containsExactly(404, 200);
    assertThat(names("failed")).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> healthNamesItAfterTwoMinutes() {
    resultsComeFromLeanixItself("all");
    return each(Stream.of(Call.TOKEN, Call.CREATE, Call.STATUS, Call.RESULTS), this::healthNamesIt);
  }

  private void healthNamesIt(Call call) throws Exception {
    int before = receipts("archive").size();
    Fault fault = sandbox.on(call).intermediary(404, "Web Application Firewall");
    drop("apps" + before + ".json", Ldifs.outbound("all"));
    JdbcTemplate ledger =
        new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
    await().until(() -> fault.hits() > 2);
    assertThat(health("runs").getState()).isEqualTo(HealthCheck.State.UP);

    ledger.update("UPDATE leanix_run SET failing_since = failing_since - 120001");

    assertThat(health("runs").getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(health("runs").getMessage().orElseThrow())
        .contains("[apps" + before + ".json]: 127.0.0.1 answered with HTTP 404")
        .contains("the page \"Web Application Firewall\", which is not an answer of LeanIX")
        .contains("Check leanix.base-url, and the proxies");
    assertThat(health("api-token").getState()).isEqualTo(HealthCheck.State.UP);
    assertThat(names("failed")).isEmpty();
    fault.clear();

    assertThat(awaitReceipts("archive", before + 1))
        .allMatch(receipt -> receipt.at("/stage").textValue().equals("DELIVERED"));
    await().until(() -> health("runs").getState() == HealthCheck.State.UP);
    assertThat(started()).isEqualTo(before + 1);
  }

  private void dropInto(String channel, String name, String ldif) throws Exception {
    drop(channel + "/" + name, ldif);
  }

  private HealthCheck.Result health(String id) {
    return HealthCheckHelper.invoke(context, "full").stream()
        .filter(result -> id.equals(result.getCheck().getId()))
        .findFirst()
        .orElseThrow();
  }
}
