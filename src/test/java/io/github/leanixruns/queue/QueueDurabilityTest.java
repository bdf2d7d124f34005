package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.QueueTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A message stays in its queue until its LDIF is on disk and in the ledger. */
class QueueDurabilityTest extends QueueTestSupport {

  @Test
  void aMessageIsNotAcknowledgedDuringADiskError() throws Exception {
    Path ldifs = data.resolve("work").resolve("ldif");
    Path aside = Files.move(ldifs, data.resolve("aside"));
    client.send(IN, Ldifs.inbound("crm"));

    awaitDown("queue", "A message of the inbox queue cannot be received");
    assertThat(broker.count(IN)).isEqualTo(1);
    assertThat(sandbox.runs()).isEmpty();

    Files.move(aside, ldifs, StandardCopyOption.ATOMIC_MOVE);
    goesOn("queue");
  }

  @Test
  void aMessageIsNotAcknowledgedDuringALedgerError() throws Exception {
    JdbcTemplate ledger =
        new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
    ledger.execute("ALTER TABLE leanix_run RENAME TO away");
    client.send(IN, Ldifs.inbound("crm"));

    awaitDown("queue", "A message of the inbox queue cannot be received");
    assertThat(broker.count(IN)).isEqualTo(1);

    ledger.execute("ALTER TABLE away RENAME TO leanix_run");
    goesOn("queue");
  }

  private void awaitDown(String check, String words) {
    await()
        .atMost(PATIENCE)
        .until(() -> health(check).getMessage().orElse(""), said -> said.contains(words));
    assertThat(health(check).getState()).isEqualTo(HealthCheck.State.DOWN);
  }

  private void goesOn(String check) {
    awaitReceipt("archive");
    awaitEmptyInbox();
    await().atMost(PATIENCE).until(() -> health(check).getState() == HealthCheck.State.UP);
    assertThat(started()).isEqualTo(1);
    assertThat(broker.count(Broker.DEAD_LETTERS)).isZero();
  }
}
