package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.inbox.DeliveryKey;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.JmsTemporaryQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueueInboxTest {

  private static final JmsTemporaryQueue TEMPORARY =
      new JmsTemporaryQueue("8107dd0e-e7e1-11ef-9cd2-0242ac120002");
  private static final String LONG = "x".repeat(300_000);

  private final QueueInbox inbox =
      new QueueInbox(
          new QueueSettings(
              null,
              Duration.ZERO,
              "ldif.in",
              "",
              "",
              1_000,
              List.of("crm"),
              new ReplyTargets(List.of("answers"))));

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("getText", new JMSException("not UTF-8"), "has a body that cannot be read"),
        Arguments.of("getText", new IllegalStateException("a list"), "a body that cannot be read"),
        Arguments.of("getText", new OutOfMemoryError("heap"), "has a body that cannot be read"),
        Arguments.of("LeanixFileName", 42, "has a property LeanixFileName that is not text."),
        Arguments.of("LeanixFileName", new byte[] {1}, "property LeanixFileName that is not text."),
        Arguments.of("LeanixFileName", Map.of(), "property LeanixFileName that is not text."),
        Arguments.of(
            "LeanixFileName", LONG, "property LeanixFileName of more than 4096 characters."),
        Arguments.of("LeanixFileName", "\uD800", "LeanixFileName that is not valid Unicode."),
        Arguments.of("LeanixChannel", true, "has a property LeanixChannel that is not text."),
        Arguments.of("LeanixChannel", LONG, "property LeanixChannel of more than 4096 characters."),
        Arguments.of(
            "LeanixChannel", "hr\n", "channel \"hr\\u000A\", which is not in leanix.queue"),
        Arguments.of("getJMSMessageID", LONG, "has a message id of more than 4096 characters."),
        Arguments.of("getJMSMessageID", new JMSException("no"), "message id that cannot be read"),
        Arguments.of("getJMSCorrelationID", LONG, "a correlation id of more than 4096 characters."),
        Arguments.of("getJMSReplyTo", new JmsQueue(LONG), "reply-to address of more than 4096"),
        Arguments.of("getJMSReplyTo", new ClassCastException("x"), "address that cannot be read"),
        Arguments.of("getJMSReplyTo", new JmsQueue("ldif.in"), "its reply on the same queue"),
        Arguments.of("getJMSReplyTo", new JmsTemporaryQueue("ldif.in"), "reply on the same queue"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCannotBeTakenIsRefusedWithAReason(String part, Object value, String reason) {
    QueueMessage read = inbox.read(text(Map.of(part, value)));

    assertThat(read.origin().refusal())
        .startsWith("The message of the queue \"ldif.in\" ")
        .contains(reason)
        .hasSizeLessThan(500);
    assertThat(read.origin().channel()).isNull();
    assertThat(read.origin().replyTo()).isNull();
    assertThat(read.ldif()).isEqualTo("getText".equals(part) ? null : "{}");
  }

  @Test
  void aMessageWithNeitherTextNorBytesIsRefused() {
    QueueMessage read = inbox.read(message(MapMessage.class, Map.of()));

    assertThat(read.origin().refusal())
        .isEqualTo("The message of the queue \"ldif.in\" contains neither text nor bytes.");
    assertThat(read.ldif()).isNull();
  }

  @Test
  void aMessageIsTakenWithTheChannelAndTheReplyThatItsSenderMayChoose() {
    QueueMessage read =
        inbox.read(
            text(
                Map.of(
                    "LeanixFileName", "apps.json",
                    "LeanixChannel", "crm",
                    "getJMSMessageID", "ID:1",
                    "getJMSReplyTo", TEMPORARY)));

    assertThat(read.origin().refusal()).isNull();
    assertThat(read.origin().note()).isNull();
    assertThat(read.origin().channel()).isEqualTo("crm");
    assertThat(read.origin().replyTo()).isEqualTo(ReplyAddress.write(TEMPORARY));
    assertThat(read.origin().correlationId()).isEqualTo("ID:1");
    assertThat(read.fileName()).isEqualTo("apps.json");
    assertThat(read.ldif()).isEqualTo("{}");
  }

  @Test
  void aReplyThatMayNotBeSentIsNoted() {
    QueueMessage read = inbox.read(text(Map.of("getJMSReplyTo", new JmsQueue("payments"))));

    assertThat(read.origin().refusal()).isNull();
    assertThat(read.origin().replyTo()).isNull();
    assertThat(read.origin().note())
        .isEqualTo(
            "no reply is sent to \"payments\", which is neither a temporary queue nor in leanix.queue.reply-to");
  }

  @ParameterizedTest
  @CsvSource({
    "ID:8107dd0e:1:1:1-1,           message-8107dd0e-1-1-1-1.json",
    "ID:AMQP_UUID:8107dd0e,         message-AMQP_UUID-8107dd0e.json",
    "ID:../../etc/passwd,           message-..-..-etc-passwd.json",
  })
  void aFileNameIsDerivedFromTheMessageId(String id, String fileName) {
    assertThat(inbox.read(text(Map.of("getJMSMessageID", id))).fileName()).isEqualTo(fileName);
  }

  @Test
  void duplicatesOfAMessageWithoutAnIdAreNotDetected() {
    QueueMessage withoutId = inbox.read(text(Map.of()));

    assertThat(withoutId.deliveryKey()).isNull();
    assertThat(withoutId.fileName()).isNull();
    assertThat(inbox.read(text(Map.of("getJMSMessageID", "ID:1"))).deliveryKey())
        .isEqualTo(new DeliveryKey("queue ldif.in ID:1", true));
  }

  private static Message text(Map<String, Object> answers) {
    return message(TextMessage.class, answers);
  }

  /**
   * Returns a message with the text {} whose methods and properties return or throw the given
   * answers, or return null.
   */
  private static Message message(Class<? extends Message> type, Map<String, Object> answers) {
    return (Message)
        Proxy.newProxyInstance(
            QueueInboxTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String part = arguments == null ? method.getName() : (String) arguments[0];
              Object answer = answers.getOrDefault(part, "getText".equals(part) ? "{}" : null);
              if (answer instanceof Throwable failure) {
                throw failure;
              }
              return answer;
            });
  }
}
