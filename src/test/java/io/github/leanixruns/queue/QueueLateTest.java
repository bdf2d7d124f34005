package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Gate;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.QueueTestSupport;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

/** The program starts before the two brokers and before the inbox queue exist. */
class QueueLateTest extends QueueTestSupport {

  private static final String LATE = "ldif.late";

  private Gate absent;

  @Override
  protected void beforeOpening() throws Exception {
    super.beforeOpening();
    client.close();
    broker.stop();
    absent = Gate.to(broker.port());
    absent.close();
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put(
        "leanix.queue.url",
        "failover:(amqp://127.0.0.1:%d,%s)".formatted(absent.port(), broker.url()));
    settings.put("leanix.queue.inbox", LATE);
    return settings;
  }

  @Test
  void itStartsWithoutABrokerAndConnectsLater() throws Exception {
    await().atMost(PATIENCE).until(() -> health("queue").getState() == HealthCheck.State.DOWN);
    assertThat(health("queue").getMessage().orElseThrow()).contains("is unreachable");
    drop("export.json", Ldifs.outbound("dropped"));

    broker.start();
    client = new QueueClient(broker.url());
    await()
        .atMost(PATIENCE)
        .until(
            () -> health("queue").getMessage().orElse(""),
            message -> message.startsWith("No LDIFs can be received from the queue \"ldif.late\""));
    broker.add(LATE);
    client.send(LATE, Ldifs.outbound("sent"));

    assertThat(
            new String[] {
              client.receive(OUT).getStringProperty("LeanixConnectorId"),
              client.receive(OUT).getStringProperty("LeanixConnectorId")
            })
        .containsExactlyInAnyOrder("dropped", "sent");
    await().atMost(PATIENCE).until(() -> health("queue").getState() == HealthCheck.State.UP);

    broker.stop();
    await().atMost(PATIENCE).until(() -> health("queue").getState() == HealthCheck.State.DOWN);
    broker.start();
    await().atMost(PATIENCE).until(() -> health("queue").getState() == HealthCheck.State.UP);
  }
}
