package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.QueueClient;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the examples of docs/queues.md: a broker and leanix-runs with these settings. */
class QueueDocumentationTest extends HubTestSupport {

  private Broker broker;
  private QueueClient client;

  @Override
  protected void beforeOpening() throws Exception {
    broker =
        Broker.startWith(data.resolve("broker"), DocumentationExamples.of("queues", "xml").get(0));
    client = new QueueClient(broker.url());
  }

  @AfterEach
  void stopBroker() throws JMSException {
    client.close();
    broker.close();
  }

  @Override
  protected Map<String, String> settings() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(DocumentationExamples.of("queues", "properties").get(0)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    assertThat(settings)
        .containsEntry("leanix.queue.url", "amqp://localhost:5672")
        .containsEntry("leanix.queue.user", Broker.USER);
    settings.put("leanix.queue.url", broker.url());
    settings.put("leanix.queue.password", Broker.PASSWORD);
    return settings;
  }

  @Test
  void theExampleWorks() throws Exception {
    TextMessage export = client.text(Ldifs.outbound("all"));
    export.setStringProperty("LeanixFileName", "export.json");
    export.setJMSReplyTo(client.temporaryQueue());
    client.send("leanix.in", export);
    client.send("leanix.in", "no LDIF");

    Message results = client.receive("leanix.out");
    assertThat(results.getStringProperty("LeanixFileName")).isEqualTo("export.json");
    assertThat(QueueClient.content(client.receive(export.getJMSReplyTo())))
        .isEqualTo(QueueClient.content(results));
    assertThat(client.receive("leanix.failed").getStringProperty("LeanixStage"))
        .isEqualTo("REJECTED");
    assertThat(names("outbox")).isEmpty();
    assertThat(broker.count("leanix.dead")).isZero();
  }
}
