package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EightBytesTest {

  private static final long QUOTES = EightBytes.of('"');

  @Test
  void theLowestMarkIsTheFirstByteThatIsTheCharacter() {
    Random random = new Random(20_003);
    byte[] bytes = new byte[11];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(bytes);
      // its neighbours are what a carry would be mistaken for
      bytes[random.nextInt(bytes.length)] = (byte) ('"' + random.nextInt(3) - 1);
      int offset = random.nextInt(4);

      long marks = EightBytes.marks(EightBytes.at(bytes, offset), QUOTES);

      assertThat(Long.numberOfTrailingZeros(marks) / Byte.SIZE).isEqualTo(first(bytes, offset));
      assertThat(marks & ~EightBytes.HIGH_BITS).isZero();
    }
  }

  /** Returns how far the first quote is, or eight. */
  private static int first(byte[] bytes, int offset) {
    int i = 0;
    while (i < Long.BYTES && bytes[offset + i] != '"') {
      i++;
    }
    return i;
  }
}
