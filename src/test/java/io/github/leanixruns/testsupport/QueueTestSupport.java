package io.github.leanixruns.testsupport;

import static org.awaitility.Awaitility.await;

import io.github.leanixruns.queue.BrokerMonitor;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The hub with a real broker: one for all tests of a class, empty at the start of each. */
public abstract class QueueTestSupport extends HubTestSupport {

  public static final String IN = "ldif.in";
  public static final String OUT = "ldif.out";
  public static final String FAILED = "ldif.failed";
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public static Broker broker;

  protected QueueClient client;

  @Override
  protected void beforeOpening() throws Exception {
    if (broker == null) {
      broker =
          Broker.start(
              Files.createTempDirectory(everything, "broker"),
              IN,
              OUT,
              FAILED,
              "answers",
              "elsewhere");
    }
    broker.acceptLogIn();
    broker.restart();
    broker.empty();
    client = new QueueClient(broker.url());
  }

  @AfterEach
  protected void closeClient() throws Exception {
    client.close();
  }

  @AfterAll
  public static void stopBroker() {
    broker.close();
    broker = null;
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("leanix.queue.url", broker.url());
    settings.put("leanix.queue.user", Broker.USER);
    settings.put("leanix.queue.password", Broker.PASSWORD);
    settings.put("leanix.queue.inbox", IN);
    settings.put("leanix.queue.outbox", OUT);
    settings.put("leanix.queue.failed", FAILED);
    settings.put("leanix.queue.reply-to", "answers, *.out");
    settings.put("camel.component.amqp.recovery-interval", "100");
    // else every end waits for it
    settings.put("camel.component.amqp.receive-timeout", "100");
    return settings;
  }

  /** Waits until the broker has got rid of all messages of the inbox queue. */
  protected void awaitEmptyInbox() {
    await().atMost(PATIENCE).until(() -> broker.count(IN) == 0);
  }

  /** Returns what health says; the watch looks every few seconds, a test at once. */
  protected HealthCheck.Result health(String id) {
    context.getRegistry().lookupByNameAndType("brokerMonitor", BrokerMonitor.class).check();
    return HealthCheckHelper.invoke(context, "full").stream()
        .filter(result -> id.equals(result.getCheck().getId()))
        .findFirst()
        .orElseThrow();
  }
}
