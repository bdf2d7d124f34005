package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.inbox.DeliveryKey;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueInboxTest {

  private final QueueInbox inbox = new QueueInbox("ldif.in");

  @Test
  void unreadableTextIsRefused() throws Exception {
    TextMessage unreadable = message(Map.of("getText", new JMSException("not UTF-8")));

    String refusal = inbox.refusal(unreadable);

    assertThat(refusal)
        .isEqualTo(
            "The message of the queue \"ldif.in\" has a text that is not in its declared encoding.");
    assertThat(inbox.ldif(unreadable, refusal)).isNull();
  }

  @Test
  void readableTextIsAccepted() throws Exception {
    TextMessage readable = message(Map.of("getText", "{}"));

    assertThat(inbox.refusal(readable)).isNull();
    assertThat(inbox.ldif(readable, null)).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "ID:8107dd0e:1:1:1-1,           message-8107dd0e-1-1-1-1.json",
    "ID:AMQP_UUID:8107dd0e,         message-AMQP_UUID-8107dd0e.json",
    "ID:../../etc/passwd,           message-..-..-etc-passwd.json",
  })
  void aFileNameIsDerivedFromTheMessageId(String id, String fileName) throws Exception {
    assertThat(inbox.fileName(message(Map.of("getJMSMessageID", id)))).isEqualTo(fileName);
  }

  @Test
  void duplicatesOfAMessageWithoutAnIdAreNotDetected() throws Exception {
    assertThat(inbox.deliveryKey(message(Map.of()))).isNull();
    assertThat(inbox.fileName(message(Map.of()))).isNull();
    assertThat(inbox.deliveryKey(message(Map.of("getJMSMessageID", "ID:1"))))
        .isEqualTo(new DeliveryKey("queue ldif.in ID:1", true));
  }

  /** Returns a message whose methods return or throw the given answers, or return null. */
  private static TextMessage message(Map<String, Object> answers) {
    return (TextMessage)
        Proxy.newProxyInstance(
            QueueInboxTest.class.getClassLoader(),
            new Class<?>[] {TextMessage.class},
            (proxy, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer instanceof JMSException failure) {
                throw failure;
              }
              return answer;
            });
  }
}
