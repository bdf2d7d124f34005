package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FileNameLimitTest {

  @Test
  void aShortNameIsNotChanged() {
    assertThat(FileNameLimit.truncate("Übersicht.json")).isEqualTo("Übersicht.json");
  }

  @Test
  void aSurrogatePairIsNotSplit() {
    assertThat(FileNameLimit.truncate("x" + "😀".repeat(300), 10)).isEqualTo("x😀😀");
  }

  @Test
  @Timeout(10)
  void aVeryLongNameIsTruncatedQuickly() {
    String name = FileNameLimit.truncate("ü".repeat(1_000_000) + ".json");

    assertThat(name).endsWith("ü.json");
    assertThat(FileNameLimit.bytes(name))
        .isBetween(FileNameLimit.MAX_BYTES - 1, FileNameLimit.MAX_BYTES);
  }
}
