package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NamesTest {

  @Test
  void aNameThatFitsStaysAsItIs() {
    assertThat(Names.shortened("Übersicht.json")).isEqualTo("Übersicht.json");
  }

  @Test
  void aCharacterIsNeverCutInHalf() {
    assertThat(Names.shortened("x" + "😀".repeat(300), 10)).isEqualTo("x😀😀");
  }

  @Test
  @Timeout(10)
  void aTextOfAMegabyteIsShortenedAtOnce() {
    String name = Names.shortened("ü".repeat(1_000_000) + ".json");

    assertThat(name).endsWith("ü.json");
    assertThat(Names.bytes(name)).isBetween(Names.MOST_BYTES - 1, Names.MOST_BYTES);
  }
}
