package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.QueueTestSupport;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.JmsTemporaryQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * LDIFs are received from a queue, and results and receipts are sent to others, over real AMQP 1.0.
 */
class QueueTest extends QueueTestSupport {

  private static final String ELSE = "elsewhere";

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put("leanix.channel.crm.queue.outbox", "answers");
    settings.put("leanix.queue.channels", "hr, crm");
    settings.put("leanix.channel.hr.test", "true");
    settings.put("leanix.channel.secret.test", "true");
    return settings;
  }

  @Test
  void anLdifOfTheInboxQueueIsRunAndItsResultsAreSentToTheOutboxQueue() throws Exception {
    client.send(IN, Ldifs.outbound("all"));

    Message results = client.receive(OUT);

    RunRecord run = runs().get(0);
    JsonNode receipt = awaitReceipt("archive");
    String file = names("outbox").get(0);
    assertThat(QueueClient.content(results)).isEqualTo(text("outbox", file));
    assertThat(QueueClient.contentType(results)).isEqualTo("application/json");
    assertThat(results.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(QueueClient.properties(results))
        .containsEntry("LeanixFileName", receipt.at("/file/name").textValue())
        .containsEntry("LeanixLedgerId", receipt.at("/ledgerId").textValue())
        .containsEntry("LeanixRunId", run.id())
        .containsEntry("_AMQ_DUPL_ID", run.id())
        .containsEntry("LeanixStage", "DELIVERED")
        .containsEntry("LeanixStatus", "FINISHED")
        .containsEntry("LeanixConnectorType", "report")
        .containsEntry("LeanixConnectorId", "all")
        .containsEntry("LeanixConnectorVersion", "1.0.0")
        .containsEntry("LeanixProcessingDirection", "outbound")
        .containsEntry("LeanixElementCount", 0L)
        .containsEntry("LeanixTest", false)
        .containsEntry("LeanixLocation", data.resolve("outbox").resolve(file).toString())
        .doesNotContainKeys("LeanixReason", "LeanixChannel", "LeanixMessage");
    assertThat(JSON.readTree(results.getStringProperty("LeanixReceipt"))).isEqualTo(receipt);
    assertThat(receipt.at("/file/name").textValue()).startsWith("message-").endsWith(".json");
    awaitEmptyInbox();
  }

  @Test
  void foldersAndQueuesWorkSideBySide() throws Exception {
    client.send(IN, client.bytes(Ldifs.inbound("crm", "app-1")));
    drop("apps.json", Ldifs.inbound("hr", "app-2"));
    awaitReceipts("archive", 2);
    drop("export.json", Ldifs.outbound("all"));

    Message results = client.receive(OUT);

    assertThat(results.getStringProperty("LeanixFileName")).isEqualTo("export.json");
    assertThat(results.getLongProperty("LeanixElementCount")).isEqualTo(2);
    assertThat(awaitReceipts("archive", 3)).hasSize(3);
    assertThat(names("outbox")).hasSize(1);
    await().until(() -> broker.count(OUT) == 0);
    assertThat(health("queue").getState()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void aChannelCanHaveItsOwnQueue() throws Exception {
    TextMessage message = client.text(Ldifs.outbound("all"));
    message.setStringProperty("LeanixChannel", "crm");
    client.send(IN, message);

    assertThat(client.receive("answers").getStringProperty("LeanixChannel")).isEqualTo("crm");
    awaitReceipt("archive");
    assertThat(broker.count(OUT)).isZero();
  }

  @Test
  void theSenderCanSetTheFileName() throws Exception {
    TextMessage message = client.text(Ldifs.inbound("crm"));
    message.setStringProperty("LeanixFileName", "../apps of crm.json");
    client.send(IN, message);

    assertThat(awaitReceipt("archive").at("/file/name").textValue())
        .isEqualTo(".._apps of crm.json");
  }

  @Test
  void aDuplicateDeliveryIsIgnored() throws Exception {
    Message message = client.text(Ldifs.inbound("crm"));
    client.send(IN, message);
    awaitReceipt("archive");

    try (QueueClient again = QueueClient.withMessageId(broker.url(), message.getJMSMessageID())) {
      again.send(IN, Ldifs.inbound("crm"));
      awaitEmptyInbox();
    }
    client.send(IN, Ldifs.inbound("crm"));

    assertThat(awaitReceipts("archive", 2)).hasSize(2);
    assertThat(started()).isEqualTo(2);
  }

  @Test
  void anInvalidLdifIsReportedToTheFailedQueue() throws Exception {
    client.send(IN, "{\"connectorType\": }");

    Message failed = client.receive(FAILED);

    JsonNode receipt = JSON.readTree(QueueClient.content(failed));
    assertThat(receipt).isEqualTo(awaitReceipt("failed"));
    assertThat(receipt.at("/stage").textValue()).isEqualTo("REJECTED");
    assertThat(QueueClient.contentType(failed)).isEqualTo("application/json");
    assertThat(QueueClient.properties(failed))
        .containsEntry("LeanixStage", "REJECTED")
        .containsEntry("LeanixReason", receipt.at("/reason").textValue())
        .containsEntry("_AMQ_DUPL_ID", receipt.at("/ledgerId").textValue());
    assertThat(data.resolve(failed.getStringProperty("LeanixLocation")))
        .hasContent("{\"connectorType\": }");
    awaitEmptyInbox();
    assertThat(broker.count(Broker.DEAD_LETTERS)).isZero();
  }

  @Test
  void aFailedRunIsReportedToTheFailedQueue() throws Exception {
    sandbox.endRuns(RunOutcome.FAILED).once();
    drop("apps.json", Ldifs.inbound("crm"));

    Message failed = client.receive(FAILED);

    assertThat(QueueClient.properties(failed))
        .containsEntry("LeanixStage", "FAILED")
        .containsEntry("LeanixStatus", "FAILED")
        .containsEntry("LeanixRunId", runs().get(0).id())
        .containsEntry("_AMQ_DUPL_ID", runs().get(0).id());
    assertThat(data.resolve(failed.getStringProperty("LeanixLocation")))
        .hasContent(Ldifs.inbound("crm"));
  }

  @Test
  void aMessageWithNeitherTextNorBytesIsRejectedUnread() throws Exception {
    List<Message> strangers =
        List.of(
            client.session().createObjectMessage("a Java object"),
            client.session().createMapMessage(),
            client.session().createStreamMessage(),
            client.session().createMessage());
    for (Message stranger : strangers) {
      client.send(IN, stranger);
    }

    for (int i = 0; i < strangers.size(); i++) {
      assertThat(client.receive(FAILED).getStringProperty("LeanixReason"))
          .isEqualTo("The message of the queue \"ldif.in\" contains neither text nor bytes.");
    }
    awaitEmptyInbox();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nightly", "secret"})
  void aChannelThatSendersMayNotChooseIsRejected(String channel) throws Exception {
    TextMessage message = client.text(Ldifs.inbound("crm"));
    message.setStringProperty("LeanixChannel", channel);
    client.send(IN, message);

    Message failed = client.receive(FAILED);

    assertThat(failed.getStringProperty("LeanixReason"))
        .isEqualTo(
            "The message of the queue \"ldif.in\" chooses the channel \"%s\", which is not in leanix.queue.channels.",
            channel);
    assertThat(data.resolve(failed.getStringProperty("LeanixLocation")))
        .hasContent(Ldifs.inbound("crm"));
    awaitEmptyInbox();
    assertThat(runs()).isEmpty();
  }

  @Test
  void aReplyIsNotSentToAQueueThatOnlyTheSenderNames() throws Exception {
    for (Destination named : List.of(new JmsQueue(ELSE), new JmsTemporaryQueue(ELSE))) {
      TextMessage request = client.text(Ldifs.inbound("crm"));
      request.setJMSReplyTo(named);
      client.send(IN, request);
    }

    List<JsonNode> receipts = awaitReceipts("archive", 2);

    awaitEmptyWorkFolder();
    assertThat(broker.count(ELSE)).isZero();
    assertThat(receipts)
        .allSatisfy(
            receipt ->
                assertThat(receipt.at("/notes").toString())
                    .contains(
                        "no reply is sent to \\\"elsewhere\\\", which is neither a temporary queue nor in leanix.queue.reply-to"));
  }

  @Test
  void aReplyContainsTheResults() throws Exception {
    TemporaryQueue answers = client.temporaryQueue();
    TextMessage request = client.text(Ldifs.outbound("all"));
    request.setJMSReplyTo(answers);
    request.setJMSCorrelationID("request-1");
    client.send(IN, request);

    Message reply = client.receive(answers);

    assertThat(reply.getJMSCorrelationID()).isEqualTo("request-1");
    assertThat(reply.getJMSReplyTo()).isNull();
    assertThat(reply.getStringProperty("LeanixStage")).isEqualTo("DELIVERED");
    assertThat(QueueClient.content(reply)).isEqualTo(QueueClient.content(client.receive(OUT)));
  }

  @Test
  void aFileNameThatIsTooLongIsTruncated() throws Exception {
    TextMessage message = client.text(Ldifs.inbound("crm"));
    message.setStringProperty("LeanixFileName", "ü".repeat(300) + ".json");
    client.send(IN, message);

    assertThat(awaitReceipt("archive").at("/file/name").textValue())
        .isEqualTo("ü".repeat(125) + ".json");
    awaitEmptyInbox();
  }

  @Test
  void aReplyToTheInboxQueueIsRefused() throws Exception {
    TextMessage request = client.text(Ldifs.inbound("crm"));
    request.setJMSReplyTo(client.session().createQueue(IN));
    client.send(IN, request);

    assertThat(awaitReceipt("failed").at("/reason").textValue()).contains("on the same queue");
    awaitEmptyInbox();
    assertThat(receipts("failed")).hasSize(1);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aReplyWithoutResultsContainsTheReceipt() throws Exception {
    TextMessage request = client.text(Ldifs.inbound("crm"));
    request.setJMSReplyTo(client.session().createQueue("answers"));
    client.send(IN, request);

    Message reply = client.receive("answers");

    assertThat(reply.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
    assertThat(JSON.readTree(QueueClient.content(reply))).isEqualTo(awaitReceipt("archive"));
  }

  @Test
  void aReplyToTheOutboxQueueIsSentInAdditionToTheResults() throws Exception {
    TextMessage request = client.text(Ldifs.outbound("all"));
    request.setJMSReplyTo(client.session().createQueue(OUT));
    request.setJMSCorrelationID("request-1");
    client.send(IN, request);

    List<Message> both = List.of(client.receive(OUT), client.receive(OUT));

    assertThat(both)
        .extracting(Message::getJMSCorrelationID)
        .containsExactlyInAnyOrder(null, "request-1");
    assertThat(QueueClient.content(both.get(0))).isEqualTo(QueueClient.content(both.get(1)));
  }

  @Test
  void aReplyContainsTheReasonOfAFailure() throws Exception {
    sandbox.on(Call.CREATE).once().refuse(422, "no");
    TemporaryQueue answers = client.temporaryQueue();
    for (String text : List.of("no LDIF", Ldifs.inbound("crm"))) {
      TextMessage request = client.text(text);
      request.setJMSReplyTo(answers);
      client.send(IN, request);
    }

    List<Message> replies = List.of(client.receive(answers), client.receive(answers));

    assertThat(replies)
        .extracting(reply -> reply.getStringProperty("LeanixStage"))
        .containsExactlyInAnyOrder("REJECTED", "FAILED");
    for (Message reply : replies) {
      assertThat(JSON.readTree(QueueClient.content(reply)).at("/reason").textValue())
          .isEqualTo(reply.getStringProperty("LeanixReason"));
    }
  }

  @Test
  void aReplyToADeletedQueueDoesNotBlockOtherRuns() throws Exception {
    var held = sandbox.on(Call.CREATE).once().holdBefore();
    try (QueueClient impatient = new QueueClient(broker.url())) {
      TextMessage request = impatient.text(Ldifs.inbound("crm"));
      request.setJMSReplyTo(impatient.temporaryQueue());
      impatient.send(IN, request);
      await().until(() -> held.waiting() == 1);
    }
    try (LogLines log = new LogLines("leanix.run")) {
      held.release();

      awaitReceipt("archive");

      log.await(line -> line.contains("DELIVERED"));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN"))
          .singleElement()
          .asString()
          .contains("the reply queue does not exist any more", "does not exist");
    }
  }
}
