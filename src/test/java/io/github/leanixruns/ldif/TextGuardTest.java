package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextGuardTest {
  private static final byte[] TELLING = {
    'a',
    '{',
    (byte) 0x7F,
    (byte) 0x80,
    (byte) 0x8F,
    (byte) 0x90,
    (byte) 0x9F,
    (byte) 0xA0,
    (byte) 0xBF,
    (byte) 0xC0,
    (byte) 0xC2,
    (byte) 0xDF,
    (byte) 0xE0,
    (byte) 0xE1,
    (byte) 0xED,
    (byte) 0xEF,
    (byte) 0xF0,
    (byte) 0xF1,
    (byte) 0xF4,
    (byte) 0xF5,
    (byte) 0xFF
  };

  @Test
  void agreesWithTheJdkOnWhatIsUtf8() {
    Random random = new Random(20_001);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = tellingBytes(random);

      assertThat(accepts(bytes, random.nextInt(bytes.length + 1)))
          .as(() -> Arrays.toString(bytes))
          .isEqualTo(isUtf8(bytes));
    }
  }

  @Test
  void agreesWithTheJdkOnEveryCharacter() {
    byte[] all = everyCharacter().getBytes(StandardCharsets.UTF_8);

    assertThat(accepts(all, all.length / 2)).isTrue();
  }

  private static String everyCharacter() {
    StringBuilder text = new StringBuilder();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint != '\\' && Character.getType(codePoint) != Character.SURROGATE) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
  }

  private static byte[] tellingBytes(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(20)];
    Arrays.fill(bytes, (byte) 'x');
    for (int i = random.nextInt(bytes.length); i < bytes.length && random.nextInt(5) > 0; i++) {
      bytes[i] = TELLING[random.nextInt(TELLING.length)];
    }
    return bytes;
  }

  private static boolean accepts(byte[] bytes, int firstPart) {
    TextGuard guard = new TextGuard();
    guard.accept(bytes, firstPart);
    if (guard.mistake() == null) {
      guard.accept(Arrays.copyOfRange(bytes, firstPart, bytes.length), bytes.length - firstPart);
      guard.end();
    }
    return guard.mistake() == null;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
