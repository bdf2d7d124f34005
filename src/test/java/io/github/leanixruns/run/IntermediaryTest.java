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
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"STORAGE", "UPLOAD", "CREATE_WITH_URL", "DOWNLOAD"})
  void aLargeRunGoesOnAfterIt(Call call) throws Exception {
    Fault fault = sandbox.on(call).times(2).intermediary(403, "Access denied");
    drop("import.json", Ldifs.inboundOfSize(3_000));
    awaitReceipts("archive", 1);
    drop("export.json", Ldifs.outbound("all"));
    awaitReceipts("archive", 2);

    assertThat(fault.hits()).isEqualTo(2);
    assertThat(asked(Call.STORAGE)).isEqualTo(call == Call.STORAGE ? 3 : 1);
    assertThat(names("failed")).isEmpty();
    assertThat(sandbox.runs()).allMatch(run -> run.starts() == 1).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void aFastRunThatItRefusedIsSentAgain(int status) throws Exception {
    Fault fault = sandbox.on(Call.FAST).times(2).intermediary(status, "Access denied");
    dropInto("quick", "apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");

    assertThat(fault.hits()).isEqualTo(2);
    assertThat(sandbox.fastRuns()).hasSize(1);
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

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"TOKEN", "CREATE", "STATUS", "RESULTS"})
  void healthNamesItAfterTwoMinutes(Call call) throws Exception {
    resultsComeFromLeanixItself("all");
    Fault fault = sandbox.on(call).intermediary(404, "Web Application Firewall");
    drop("apps.json", Ldifs.outbound("all"));
    JdbcTemplate ledger =
        new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
    await().until(() -> fault.hits() > 2);
    assertThat(health("runs").getState()).isEqualTo(HealthCheck.State.UP);

    ledger.update("UPDATE leanix_run SET failing_since = failing_since - 120001");

    assertThat(health("runs").getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(health("runs").getMessage().orElseThrow())
        .contains("[apps.json]: 127.0.0.1 answered with HTTP 404")
        .contains("the page \"Web Application Firewall\", which is not an answer of LeanIX")
        .contains("Check leanix.base-url, and the proxies");
    assertThat(health("api-token").getState()).isEqualTo(HealthCheck.State.UP);
    assertThat(names("failed")).isEmpty();
    fault.clear();

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
    await().until(() -> health("runs").getState() == HealthCheck.State.UP);
    assertThat(started()).isEqualTo(1);
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
