package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.JmsTemporaryQueue;
import org.apache.qpid.jms.JmsTemporaryTopic;
import org.apache.qpid.jms.JmsTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTargetsTest {

  private static final ReplyTargets NONE = new ReplyTargets(List.of());

  @ParameterizedTest
  @CsvSource({
    "answers,       true",
    "answers.crm,   false",
    "Answers,       false",
    "' answers',    false",
    "replies.,      true",
    "replies.a/b.c, true",
    "my.replies.a,  false",
    "a.eu.out,      true",
    "repliesXa,     false",
  })
  void theNamesOfTheSettingAreAllowed(String name, boolean allowed) {
    ReplyTargets targets = new ReplyTargets(List.of("answers", "replies.*", "*.eu.out"));

    assertThat(targets.allows(new JmsQueue(name))).isEqualTo(allowed);
    assertThat(targets.allows(new JmsTopic(name))).isEqualTo(allowed);
    assertThat(targets.allows(new JmsTemporaryQueue(name))).isEqualTo(allowed);
    assertThat(NONE.allows(new JmsQueue(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8107dd0e-e7e1-11ef-9cd2-0242ac120002",
        "TempQueue8107dd0e-e7e1-11ef-9cd2-0242ac120002",
        "temp-queue://ID:broker-38651-1636544872-1:1:1",
        "ID:broker-38651-1636544872-1:1:1",
        "/queues/amq.dyn-JzTY20BRgKO-HjmUJj0wLg",
        "#P2P/QTMP/v:solace/0f3c",
      })
  void temporaryQueuesAreAllowedIfTheBrokerHasGeneratedTheirName(String generated) {
    assertThat(NONE.allows(new JmsTemporaryQueue(generated))).isTrue();
    assertThat(NONE.allows(new JmsTemporaryTopic(generated))).isTrue();
    assertThat(NONE.allows(new JmsQueue(generated))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"payments", "ldif.in", "ID:", "my-amq.x", "8107dd0e-e7e1"})
  void aQueueIsNotTemporaryBecauseTheSenderSaysSo(String name) {
    assertThat(NONE.allows(new JmsTemporaryQueue(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutADestinationNothingIsSent(boolean any) {
    assertThat(new ReplyTargets(any ? List.of("*") : List.of()).allows(null)).isFalse();
  }
}
