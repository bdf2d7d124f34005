package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.PostgresExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same way with PostgreSQL under the ledger. */
class PostgresLedgerTest extends HubTestSupport {

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(ledgerIn(POSTGRES.server()));
    settings.put("leanix.defaults.connector-version", "2.0.0");
    return settings;
  }

  @Test
  void filesGoThroughAndBadOnesAreRejected() throws Exception {
    drop("import.json", Ldifs.inbound("crm"));
    drop("enriched.json", Ldifs.inbound("erp").replace("\"connectorVersion\": \"1.0.0\",", ""));
    drop("bad.json", "{");
    awaitReceipts("archive", 2);
    drop("export.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 3);
    awaitReceipts("failed", 1);

    assertThat(names("outbox")).hasSize(1);
    assertThat(json("outbox", names("outbox").get(0)).at("/content")).hasSize(1);
    assertThat(sandbox.runs()).extracting("starts").containsOnly(1);
    assertThat(sandbox.runs())
        .extracting("connectorVersion")
        .containsExactlyInAnyOrder("1.0.0", "2.0.0", "1.0.0");
    assertThat(names("work"))
        .as("no SQLite file")
        .containsExactlyInAnyOrder("ldif", "ledger.json", "started");
  }

  @Test
  void theNodesOfASharedLedgerAreCounted() {
    await()
        .untilAsserted(
            () -> {
              List<?> nodes =
                  template.requestBody("sql:classpath:sql/select-nodes.sql", "", List.class);
              assertThat(nodes.toString()).startsWith("[{name=node-1, beats=");
            });
  }

  @Test
  void textThatPostgresqlCannotHoldHoldsUpNothing() throws Exception {
    String odd = "a\\u0000b\\uD83Dc";
    sandbox.on(Call.CREATE).forConnector("refused").answer(400, Map.of(), message(odd));
    sandbox.on(Call.CREATE).forConnector("late").once().answer(503, Map.of(), message(odd));
    sandbox.on(Call.STATUS).forConnector("late").once().answer(200, Map.of(), status(odd));
    drop("odd.json", Ldifs.inbound("a\\u0000b"));
    drop("undecided.json", Ldifs.inbound("crm").replace("inbound", "a\\u0000b"));
    drop("refused.json", Ldifs.inbound("refused"));
    drop("late.json", Ldifs.inbound("late"));
    template.send(
        "direct:leanix-inbox",
        exchange -> {
          exchange.getMessage().setBody(Ldifs.inbound("crm"));
          exchange.getMessage().setHeader("LeanixChannel", "no\0such");
        });

    assertThat(awaitReceipts("archive", 2))
        .extracting(receipt -> receipt.at("/connector/connectorId").textValue())
        .containsExactlyInAnyOrder("ab", "late");
    assertThat(awaitReceipts("failed", 3))
        .extracting(receipt -> receipt.at("/reason").textValue())
        .anyMatch(reason -> reason.startsWith("LeanIX refused to create the run: HTTP 400, \"a b"))
        .anyMatch(reason -> reason.contains("a\\u0000b"))
        .anyMatch(reason -> reason.startsWith("The channel \"nosuch\""));
  }

  private static String message(String words) {
    return "{\"errors\":[\"%s\"]}".formatted(words);
  }

  private static String status(String status) {
    return "{\"id\":\"any\",\"status\":\"%s\"}".formatted(status);
  }
}
