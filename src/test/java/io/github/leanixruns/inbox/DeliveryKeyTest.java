package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryKeyTest {

  @Test
  void aMessageIsKnownByItsNameAndContent() {
    DeliveryKey key = new DeliveryKey("queue in ID:1", true);

    assertThat(key.id("aa")).isEqualTo(key.id("aa")).isNotEqualTo(key.id("bb"));
  }

  @Test
  void aTurnIsOneWhateverTheFileHoldsOnEachNode() {
    DeliveryKey key = new DeliveryKey("schedule nightly 0 1", false);

    assertThat(key.id("aa")).isEqualTo(key.id("bb"));
    assertThat(new DeliveryKey("schedule nightly 0 2", false).id("aa")).isNotEqualTo(key.id("aa"));
  }
}
