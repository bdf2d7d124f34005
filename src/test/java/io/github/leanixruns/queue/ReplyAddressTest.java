package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.jms.Destination;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.JmsTemporaryQueue;
import org.apache.qpid.jms.JmsTemporaryTopic;
import org.apache.qpid.jms.JmsTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyAddressTest {

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("queue:answers", new JmsQueue("answers")),
        arguments("topic:answers", new JmsTopic("answers")),
        arguments("temp-queue:8107dd0e-e7e1", new JmsTemporaryQueue("8107dd0e-e7e1")),
        arguments("temp-topic:8107dd0e-e7e1", new JmsTemporaryTopic("8107dd0e-e7e1")),
        arguments("queue:queue:acme/1", new JmsQueue("queue:acme/1")));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void aDestinationIsRestoredFromItsText(String text, Destination destination) {
    assertThat(ReplyAddress.write(destination)).isEqualTo(text);
    assertThat(ReplyAddress.read(text)).isEqualTo(destination).hasSameClassAs(destination);
  }

  @Test
  void withoutADestinationThereIsNoText() {
    assertThat(ReplyAddress.write(null)).isNull();
  }

  @Test
  void anInvalidTextIsRefused() {
    assertThatThrownBy(() -> ReplyAddress.read("answers")).hasMessageContaining("answers");
  }
}
