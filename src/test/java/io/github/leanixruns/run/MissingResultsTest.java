package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.util.Map;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * LeanIX answers 204 or a null URL both for a run without results and for one whose results are
 * late.
 */
class MissingResultsTest extends HubTestSupport {

  private static final String NO_URL = "{\"url\":null}";

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.channel.writer.results", "expected",
        "leanix.channel.silent.results", "none",
        "leanix.channel.rehearsal.test", "true");
  }

  @Test
  void theResultsOfAnOutboundRunAreWaitedFor() throws Exception {
    Fault noUrl = sandbox.on(Call.RESULTS_URL).times(4).answer(200, Map.of(), NO_URL);
    sandbox.on(Call.RESULTS).answer(204);
    drop("export.json", Ldifs.outbound("all"));

    JsonNode receipt = awaitReceipt("archive");

    assertThat(noUrl.hits()).isEqualTo(4);
    assertThat(receipt.at("/results").textValue()).endsWith(names("outbox").get(0));
    assertThat(receipt.at("/reason").isNull()).isTrue();
    assertThat(asked(Call.WARNINGS)).isEqualTo(1);
    assertThat(asked(Call.STATISTICS)).isEqualTo(1);
  }

  @Test
  void aChannelWaitsForTheResultsOfItsInboundRuns() throws Exception {
    sandbox.giveResults();
    sandbox.on(Call.RESULTS_URL).times(3).answer(200, Map.of(), NO_URL);
    sandbox.on(Call.RESULTS).answer(204);
    drop("writer/import.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/results").isTextual()).isTrue();
    assertThat(names("outbox")).hasSize(1);
  }

  @Test
  void withoutAnExpectationAnInboundRunOrADryRunIsAskedOnce() throws Exception {
    drop("import.json", Ldifs.inbound("crm"));
    drop("rehearsal/export.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 2);

    assertThat(asked(Call.RESULTS_URL)).isEqualTo(2);
    assertThat(asked(Call.RESULTS)).isEqualTo(2);
    assertThat(names("outbox")).isEmpty();
  }

  @Test
  void afterAnInboundRunWithoutResultsTheNextOneNeedsOneRequestLess() throws Exception {
    drop("first.json", Ldifs.inbound("crm"));
    awaitReceipt("archive");
    drop("second.json", Ldifs.inbound("crm"));
    awaitReceipts("archive", 2);
    assertThat(asked(Call.RESULTS_URL)).isEqualTo(1);
    assertThat(asked(Call.RESULTS)).isEqualTo(2);
    assertThat(names("outbox")).isEmpty();

    sandbox.giveResults();
    drop("third.json", Ldifs.inbound("crm"));
    awaitReceipts("archive", 3);
    drop("fourth.json", Ldifs.inbound("crm"));

    awaitReceipts("archive", 4);
    assertThat(names("outbox")).hasSize(2);
    assertThat(asked(Call.RESULTS_URL)).isEqualTo(2);
    assertThat(asked(Call.RESULTS)).isEqualTo(3);
  }

  @Test
  void aChannelWithoutResultsDoesNotAsk() throws Exception {
    sandbox.giveResults();
    drop("silent/import.json", Ldifs.inbound("crm"));
    awaitReceipt("archive");
    assertThat(asked(Call.RESULTS_URL) + asked(Call.RESULTS)).isZero();

    drop("silent/export.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 2);
    assertThat(names("outbox")).hasSize(1);
  }

  @Test
  void healthIsDownAfterTheResultsTimeoutAndTheRunIsDeliveredAfterThatOfTheRun() throws Exception {
    Fault noUrl = sandbox.on(Call.RESULTS_URL).answer(200, Map.of(), NO_URL);
    sandbox.on(Call.RESULTS).answer(204);
    drop("export.json", Ldifs.outbound("all"));
    await().until(() -> noUrl.hits() > 2);
    assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);

    failFor(600_001);

    assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(health().getMessage().orElseThrow())
        .contains("[export.json]: LeanIX finished the run " + runs().get(0).id())
        .contains("but has no results of it yet");
    int hits = noUrl.hits();
    await().until(() -> noUrl.hits() > hits + 2);
    assertThat(names("archive")).isEmpty();

    failFor(6 * 3_600_000);

    JsonNode receipt = awaitReceipt("archive");
    assertThat(receipt.at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(receipt.at("/reason").textValue())
        .isEqualTo(
            "LeanIX finished the run, but returned no results within 6h (leanix.run.timeout).");
    assertThat(receipt.at("/advice").textValue()).contains("which has executed it");
    assertThat(receipt.at("/results").isNull()).isTrue();
    assertThat(receipt.at("/statistics").isObject()).isTrue();
    assertThat(names("failed")).isEmpty();
    assertThat(started()).isEqualTo(1);
    await().until(() -> health().getState() == HealthCheck.State.UP);
  }

  private void failFor(long millis) {
    new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource())
        .update("UPDATE leanix_run SET failing_since = failing_since - ?", millis);
  }

  private HealthCheck.Result health() {
    return HealthCheckHelper.invoke(context, "full").stream()
        .filter(result -> "runs".equals(result.getCheck().getId()))
        .findFirst()
        .orElseThrow();
  }
}
