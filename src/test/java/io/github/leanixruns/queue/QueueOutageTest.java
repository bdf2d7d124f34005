package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.QueueTestSupport;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.jdbc.core.JdbcTemplate;

/** During failures of a broker, nothing is lost or duplicated, and processing resumes. */
class QueueOutageTest extends QueueTestSupport {

  private static final int LDIFS = 8;

  private final LogLines log = new LogLines("leanix.health");

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    // the time-out after which a full queue is detected
    settings.put("leanix.queue.url", broker.url() + "?jms.sendTimeout=500");
    settings.put("leanix.queue.channels", "hasty");
    settings.put("leanix.run.poll-max", "200ms");
    settings.put("leanix.channel.hasty.run.timeout", "3s");
    return settings;
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void theBrokerStopsDuringRuns() throws Exception {
    send(0, LDIFS);
    await().until(() -> sandbox.runs().size() >= 2);

    broker.stop();
    drop("during-outage.json", Ldifs.outbound("during-outage"));
    awaitHealth("queue", "is unreachable");
    awaitHealth("runs", "The broker did not accept a message");
    broker.start();
    reconnect();
    send(LDIFS, LDIFS);

    assertThat(resultsOf(2 * LDIFS + 1)).contains("ldif-0", "during-outage");
    awaitHealthy();
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("ERROR The broker"))
        .as("once a minute at most")
        .hasSize(1);
  }

  @Test
  void aFullQueueDoesNotBlockOthers() throws Exception {
    broker.setFull(OUT, true);
    client.send(OUT, "of another sender");
    drop("export.json", Ldifs.outbound("all"));
    awaitHealth("runs", "Check whether the queue exists and has space");

    client.send(IN, "no LDIF");
    client.receive(FAILED);
    drop("import.json", Ldifs.inbound("crm"));
    awaitReceipts("archive", 1);
    assertThat(broker.count(OUT)).isEqualTo(1);
    assertThat(health("queue").getState()).isEqualTo(HealthCheck.State.UP);

    broker.setFull(OUT, false);
    assertThat(client.receive(OUT)).isNotNull();
    awaitReceipts("archive", 2);
    resultsOf(1);
    awaitHealthy();
  }

  @Test
  void anUndeliverableReplyIsDroppedAndTheResultsAreSentOnce() throws Exception {
    broker.setFull("answers", true);
    client.send("answers", "not received");
    TextMessage request = client.text(Ldifs.outbound("all"));
    request.setJMSReplyTo(client.session().createQueue("answers"));
    request.setStringProperty("LeanixChannel", "hasty");
    client.send(IN, request);
    client.receive(OUT);

    awaitHealth("runs", "Check whether the queue exists and has space");
    assertThat(ledger().queryForMap("SELECT sent_at, replied_at FROM leanix_run"))
        .containsEntry("replied_at", null)
        .extractingByKey("sent_at")
        .isNotNull();

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(broker.count("answers")).isEqualTo(1);
    broker.setFull("answers", false);
  }

  private JdbcTemplate ledger() {
    return new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
  }

  @Test
  void theLogInIsRefusedTemporarily() throws Exception {
    broker.refuseLogIn();
    broker.stop();
    drop("export.json", Ldifs.outbound("all"));
    broker.start();
    awaitHealth("queue", "refuses the log-in");
    assertThat(health("queue").getMessage().orElseThrow())
        .contains("leanix.queue.password")
        .doesNotContain(Broker.PASSWORD);
    awaitHealth("runs", "The broker did not accept a message");

    broker.acceptLogIn();
    reconnect();
    send(0, 2);

    resultsOf(3);
    awaitHealthy();
  }

  @Test
  void aStopWhileAMessageAndAFileAreReceivedIsNoFailure() throws Exception {
    ledger()
        .execute(
            "CREATE TRIGGER refused BEFORE INSERT ON leanix_run BEGIN SELECT RAISE(ABORT, 'no'); END");
    client.send(IN, Ldifs.inbound("sent"));
    drop("dropped.json", Ldifs.inbound("dropped"));
    awaitHealth("inbox", "(and 1 more file)");
    int before = log.lines().size();

    try (LogLines others = new LogLines(Logger.ROOT_LOGGER_NAME)) {
      context.stop();

      assertThat(others.lines()).noneMatch(line -> line.matches("(?s)(WARN|ERROR) .*"));
      assertThat(others.stackTraces()).isEmpty();
    }
    assertThat(log.lines()).hasSize(before);
    assertThat(broker.count(IN)).as("received again after the restart").isEqualTo(1);
    assertThat(names("work/ldif")).isNotEmpty();
  }

  private void send(int first, int count) throws JMSException {
    for (int i = first; i < first + count; i++) {
      client.send(IN, Ldifs.outbound("ldif-" + i));
    }
  }

  private void reconnect() throws JMSException {
    client.close();
    client = new QueueClient(broker.url());
  }

  /**
   * Waits for the results of a number of connectors, and asserts that there are no others and no
   * duplicates.
   */
  private Set<String> resultsOf(int count) throws Exception {
    Set<String> connectors = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Message results = client.receive(OUT);
      connectors.add(results.getStringProperty("LeanixConnectorId"));
    }
    awaitReceipts("archive", count);
    assertThat(connectors).hasSize(count);
    // the last acknowledgement may be pending; a surplus message would stay
    await().atMost(PATIENCE).until(() -> broker.count(OUT) == 0);
    assertThat(sandbox.runs()).allMatch(run -> run.starts() <= 1);
    awaitEmptyInbox();
    return connectors;
  }

  private void awaitHealth(String check, String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> health(check).getMessage().orElse(""), message -> message.contains(text));
    assertThat(health(check).getState()).isEqualTo(HealthCheck.State.DOWN);
  }

  private void awaitHealthy() {
    for (String check : new String[] {"queue", "runs", "steps", "inbox"}) {
      await().atMost(PATIENCE).until(() -> health(check).getState() == HealthCheck.State.UP);
    }
  }
}
