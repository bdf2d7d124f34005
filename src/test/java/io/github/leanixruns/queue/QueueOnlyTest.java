package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.QueueTestSupport;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Results are sent to a queue only, the size of messages is limited, and there is no failed queue.
 */
class QueueOnlyTest extends QueueTestSupport {

  private static final String BAD = "{\"connectorType\": }";

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put("leanix.outbox.directory", "");
    settings.put("leanix.queue.failed", "");
    settings.put("leanix.queue.max-size", "1KB");
    return settings;
  }

  @Test
  void resultsAreSentToTheQueueOnly() throws Exception {
    drop("all.json", Ldifs.outbound("all"));

    Message results = client.receive(OUT);

    assertThat(JSON.readTree(QueueClient.content(results)).at("/connectorId").textValue())
        .isEqualTo("all");
    assertThat(results.getStringProperty("LeanixLocation")).isNull();
    assertThat(awaitReceipt("archive").at("/results").isNull()).isTrue();
    assertThat(names("outbox")).isEmpty();
    assertThat(names("archive")).hasSize(2);
    awaitEmptyWorkFolder();
  }

  @Test
  void resultsTooLargeForAMessageAreArchivedAndReferenced() throws Exception {
    drop("apps.json", Ldifs.inbound("crm", "app-" + "x".repeat(240)));
    drop("more.json", Ldifs.inbound("crm", "more-" + "x".repeat(240)));
    drop("rest.json", Ldifs.inbound("crm", "rest-" + "x".repeat(240)));
    awaitReceipts("archive", 3);
    TemporaryQueue answers = client.temporaryQueue();
    TextMessage request = client.text(Ldifs.outbound("all"));
    request.setJMSReplyTo(answers);
    client.send(IN, request);

    Message results = client.receive(OUT);

    Path location = Path.of(results.getStringProperty("LeanixLocation"));
    assertThat(QueueClient.content(results)).isEmpty();
    assertThat(results.getLongProperty("LeanixElementCount")).isEqualTo(3);
    assertThat(location.getParent()).isEqualTo(data.resolve("archive"));
    assertThat(location.toFile().length()).isGreaterThan(1_024);
    assertThat(JSON.readTree(location.toFile()).at("/content")).hasSize(3);
    Message reply = client.receive(answers);
    assertThat(QueueClient.content(reply)).isEmpty();
    assertThat(reply.getStringProperty("LeanixLocation")).isEqualTo(location.toString());
    JsonNode receipt = JSON.readTree(results.getStringProperty("LeanixReceipt"));
    assertThat(receipt.at("/results").textValue()).isEqualTo(location.toString());
  }

  @Test
  void anInvalidLdifBecomesADeadLetterAndIsRecorded() throws Exception {
    TextMessage message = client.text(BAD);
    client.send(IN, message);

    Message dead = client.receive(Broker.DEAD_LETTERS);

    assertThat(((TextMessage) dead).getText()).isEqualTo(BAD);
    assertThat(dead.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    assertThat(awaitReceipt("failed").at("/stage").textValue()).isEqualTo("REJECTED");
    awaitEmptyInbox();
  }

  @Test
  void aDuplicateOfARejectedMessageIsRejected() throws Exception {
    TextMessage message = client.text(BAD);
    client.send(IN, message);
    client.receive(Broker.DEAD_LETTERS);
    awaitReceipt("failed");

    try (QueueClient again = QueueClient.withMessageId(broker.url(), message.getJMSMessageID())) {
      again.send(IN, BAD);
      client.receive(Broker.DEAD_LETTERS);
    }

    awaitEmptyInbox();
    assertThat(receipts("failed")).hasSize(1);
  }

  @Test
  void aMessageWithNeitherTextNorBytesBecomesADeadLetter() throws Exception {
    client.send(IN, client.session().createObjectMessage("a Java object"));

    client.receive(Broker.DEAD_LETTERS);

    assertThat(awaitReceipt("failed").at("/reason").textValue()).contains("neither text nor bytes");
    awaitEmptyInbox();
  }
}
