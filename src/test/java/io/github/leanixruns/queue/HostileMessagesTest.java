package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.QueueTestSupport;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.jms.provider.amqp.message.AmqpJmsMessageFacade;
import org.apache.qpid.proton.amqp.Binary;
import org.junit.jupiter.api.Test;

/** A message that cannot be taken is rejected, and all others are received. */
class HostileMessagesTest extends QueueTestSupport {

  private static final String LONG = "x".repeat(300_000);

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put(
        "leanix.queue.url",
        "failover:("
            + broker.url()
            + ")?failover.maxReconnectAttempts=100&failover.reconnectDelay=100");
    settings.put("leanix.queue.failed", "");
    settings.put("leanix.queue.max-size", "1000KB");
    return settings;
  }

  @Test
  void messagesThatCannotBeTakenBecomeDeadLettersOneByOne() throws Exception {
    List<Message> hostile = new ArrayList<>();
    hostile.add(withProperty("LeanixFileName", new Binary(new byte[] {1, 2})));
    hostile.add(withProperty("LeanixFileName", 42));
    hostile.add(withProperty("LeanixFileName", Map.of("a", "b")));
    hostile.add(withProperty("LeanixFileName", LONG));
    hostile.add(withProperty("LeanixChannel", LONG));
    hostile.add(withProperty("LeanixChannel", 1.5));
    hostile.add(withProperty("LeanixChannel", "../../etc"));
    Message replyToLong = ldif();
    replyToLong.setJMSReplyTo(new JmsQueue(LONG));
    hostile.add(replyToLong);
    Message correlatedLong = ldif();
    correlatedLong.setJMSCorrelationID(LONG);
    hostile.add(correlatedLong);
    hostile.add(client.session().createMapMessage());
    hostile.add(client.session().createStreamMessage());
    hostile.add(client.session().createObjectMessage("a Java object"));
    hostile.add(client.text(""));
    hostile.add(client.bytes(""));
    hostile.add(client.text("[".repeat(500_000)));
    for (Message message : hostile) {
      client.send(IN, message);
    }
    try (QueueClient longId = QueueClient.withMessageId(broker.url(), LONG)) {
      longId.send(IN, Ldifs.inbound("hostile"));
    }
    client.send(IN, withProperty("", "a property without a name"));
    client.send(IN, withProperty("content-encoding", Map.of("no", "map")));

    assertThat(awaitReceipts("archive", 2)).hasSize(2);

    awaitEmptyInbox();
    assertThat(broker.count(Broker.DEAD_LETTERS)).isEqualTo(hostile.size() + 1);
    assertThat(awaitReceipts("failed", hostile.size() + 1))
        .extracting(receipt -> receipt.at("/reason").textValue())
        .hasSize(hostile.size() + 1)
        .doesNotContainNull()
        .allSatisfy(reason -> assertThat(reason).hasSizeLessThan(500));
    assertThat(runs()).hasSize(2);
    assertThat(health("queue").getState()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void messagesLargerThanTheLimitBecomeDeadLettersAlsoAfterAReconnection() throws Exception {
    try (LogLines log = new LogLines("leanix.queue")) {
      sendLarge();
      client.close();
      broker.stop();
      broker.start();
      client = new QueueClient(broker.url());
      sendLarge();

      assertThat(log.lines()).hasSize(4);
    }
    assertThat(receipts("failed")).isEmpty();
  }

  private void sendLarge() throws Exception {
    try (LogLines log = new LogLines("leanix.queue")) {
      int runs = runs().size();
      for (int bytes : new int[] {1_100_000, 5_000_000}) {
        BytesMessage large = client.session().createBytesMessage();
        large.writeBytes(new byte[bytes]);
        client.send(IN, large);
        client.send(IN, ldif());

        Message dead = client.receive(Broker.DEAD_LETTERS);

        assertThat(((BytesMessage) dead).getBodyLength()).isEqualTo(bytes);
        assertThat(dead.getJMSMessageID()).isEqualTo(large.getJMSMessageID());
      }
      awaitReceipts("archive", runs + 2);
      awaitEmptyInbox();
      assertThat(log.lines())
          .hasSize(2)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .startsWith("WARN")
                      .contains("ldif.in", "more than leanix.queue.max-size, 1024000 bytes"));
    }
  }

  @Test
  void aMessageThatIsNotInTheFormatOfAmqpBecomesADeadLetter() throws Exception {
    try (LogLines log = new LogLines("leanix.queue")) {
      client.send(IN, withProperty("LeanixFileName", "\uD800"));
      client.send(IN, ldif());

      awaitReceipts("archive", 1);

      awaitEmptyInbox();
      await().until(() -> broker.count(Broker.DEAD_LETTERS) == 1);
      assertThat(log.lines()).singleElement().asString().contains("cannot be read");
    }
  }

  private TextMessage ldif() throws JMSException {
    return client.text(Ldifs.inbound("crm"));
  }

  /** JMS does not allow such properties, but AMQP does. */
  private Message withProperty(String name, Object value) throws JMSException {
    Message message = ldif();
    ((AmqpJmsMessageFacade) ((JmsMessage) message).getFacade()).setProperty(name, value);
    return message;
  }
}
