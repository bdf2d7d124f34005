package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A disk error delays a run, and nothing is lost. */
class DiskTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.run.timeout", "300ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"outbox", "archive"})
  void aFinishedRunWaitsForItsFolderLongerThanAnyTimeout(String folder) throws Exception {
    block(folder);
    drop("apps.json", Ldifs.outbound("all"));

    await().until(() -> health("runs").getState() == HealthCheck.State.DOWN);
    assertThat(health("runs").getMessage().orElseThrow())
        .contains("[apps.json]", data.resolve(folder).toString());
    awaitMoreFailures();
    assertThat(stage()).isEqualTo("FINISHED");
    assertThat(names("failed")).isEmpty();

    unblock(folder);

    JsonNode receipt = awaitReceipt("archive");
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(names("archive")).hasSize(2);
    assertThat(names("outbox")).hasSize(1);
    assertThat(json("outbox", names("outbox").get(0)).at("/content").isArray()).isTrue();
    assertThat(started()).isEqualTo(1);
    await().until(() -> health("runs").getState() == HealthCheck.State.UP);
  }

  @Test
  void aFailedRunWaitsForTheFailedFolder() throws Exception {
    block("failed");
    sandbox.endRuns(RunOutcome.FAILED);
    drop("apps.json", Ldifs.inbound("crm"));
    await().until(() -> health("runs").getState() == HealthCheck.State.DOWN);
    awaitMoreFailures();

    unblock("failed");

    assertThat(awaitReceipt("failed").at("/stage").textValue()).isEqualTo("FAILED");
    assertThat(names("failed")).hasSize(2);
  }

  @Test
  void aRejectedFileWaitsForTheFailedFolder() throws Exception {
    block("failed");
    drop("bad.json", "{");
    await().until(() -> health("runs").getState() == HealthCheck.State.DOWN);

    unblock("failed");

    assertThat(awaitReceipt("failed").at("/stage").textValue()).isEqualTo("REJECTED");
  }

  @Test
  void resultsHalfWrittenAreNeverSeenUnderTheirName() throws Exception {
    var cut = sandbox.on(Call.DOWNLOAD).times(5).cutHalfway();
    var half = sandbox.on(Call.DOWNLOAD).times(5).answer(200, Map.of(), "{\"content\":[");
    drop("apps.json", Ldifs.outbound("all"));

    await()
        .until(
            () -> {
              assertThat(finalNames()).as("while results are cut").isEmpty();
              return cut.hits() == 5 && half.hits() == 5;
            });

    awaitReceipt("archive");
    assertThat(names("outbox")).hasSize(1).isEqualTo(finalNames());
    assertThat(health("runs").getState()).isEqualTo(HealthCheck.State.UP);
  }

  private List<String> finalNames() {
    return names("outbox").stream().filter(name -> !name.startsWith(".")).toList();
  }

  /** A file where the folder should be stops even those whom no permission stops. */
  private void block(String folder) throws Exception {
    Files.delete(data.resolve(folder));
    Files.writeString(data.resolve(folder), "in the way");
  }

  private void unblock(String folder) throws Exception {
    Path path = data.resolve(folder);
    assertThat(path).hasContent("in the way");
    Files.delete(path);
  }

  /**
   * It has failed for longer than the time-out, and it is still tried. The time in which a busy
   * machine did not process it does not count: {@code failing_since} is moved by it.
   */
  private void awaitMoreFailures() {
    await().until(() -> System.currentTimeMillis() - column("failing_since") > 600);
  }

  private long column(String name) {
    return ledger().queryForObject("SELECT " + name + " FROM leanix_run", Long.class);
  }

  private String stage() {
    return ledger().queryForObject("SELECT stage FROM leanix_run", String.class);
  }

  private JdbcTemplate ledger() {
    return new JdbcTemplate(
        context
            .getComponent("sql", org.apache.camel.component.sql.SqlComponent.class)
            .getDataSource());
  }

  private HealthCheck.Result health(String id) {
    return HealthCheckHelper.invoke(context, "full").stream()
        .filter(result -> id.equals(result.getCheck().getId()))
        .findFirst()
        .orElseThrow();
  }
}
