package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** PostgreSQL goes away in the middle, and comes back: nothing is lost, and nothing runs twice. */
class LedgerOutageTest extends HubTestSupport {

  private final LogLines health = new LogLines("leanix.health");
  private final LogLines log = new LogLines(Logger.ROOT_LOGGER_NAME);
  private Path database;
  private EmbeddedPostgres postgres;

  @Override
  protected void beforeOpening() throws Exception {
    database = Files.createTempDirectory(everything, "postgres");
    postgres = builder().start();
  }

  /** Finds again what an earlier database of this test has left. */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder().setDataDirectory(database).setCleanDataDirectory(false);
  }

  @AfterEach
  void stopPostgres() throws IOException {
    health.close();
    log.close();
    postgres.close();
  }

  @Override
  protected Map<String, String> settings() {
    return ledgerIn(postgres);
  }

  @Test
  void filesWaitForTheLedgerAndGoOn() throws Exception {
    var held = sandbox.on(Call.CREATE).always().holdBefore();
    drop("before.json", Ldifs.inbound("before"));
    await().until(() -> held.waiting() == 1);
    int port = postgres.getPort();

    postgres.close();
    drop("during-outage.json", Ldifs.inbound("during-outage"));
    await().until(() -> names("inbox").isEmpty());
    await().until(() -> state("runs") == HealthCheck.State.DOWN);
    held.clear();
    postgres = builder().setPort(port).start();

    // what the outage left picked is free again after four missed heartbeats of 5 s
    await().atMost(Duration.ofSeconds(60)).until(() -> receipts("archive").size() == 2);
    assertThat(sandbox.runs()).filteredOn(run -> run.starts() > 0).hasSize(2);
    assertThat(sandbox.runs()).extracting(RunRecord::starts).allMatch(starts -> starts <= 1);
    assertThat(names("failed")).isEmpty();
    await().until(() -> names("work/ldif").isEmpty());
    for (String check : List.of("runs", "inbox", "steps")) {
      await(check).until(() -> state(check) == HealthCheck.State.UP);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> health.lines().stream().anyMatch(l -> l.endsWith(" can be reached again.")));
    assertThat(health.lines())
        .as("one line about the outage, one about its end, none about what follows from it")
        .hasSize(2)
        .element(0, as(STRING))
        .startsWith("ERROR The ledger jdbc:postgresql:")
        .contains(" cannot be reached: ");
    assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
    assertThat(log.stackTraces()).isEmpty();
  }

  private HealthCheck.State state(String id) {
    return HealthCheckHelper.invoke(context, "full").stream()
        .filter(result -> id.equals(result.getCheck().getId()))
        .findFirst()
        .orElseThrow()
        .getState();
  }
}
