package io.github.leanixruns;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same way with PostgreSQL under the ledger. */
class PostgresLedgerTest extends HubTestSupport {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(ledgerIn(postgres));
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
    assertThat(names("work")).as("no SQLite file").containsExactly("ldif");
  }
}
