package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.files.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HashedUtf8StreamTest {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] BOUNDARY_VALUES = {
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
  void stopsAtTheFirstByteThatIsNotUtf8() throws IOException {
    Random random = new Random(20_001);
    for (int i = 0; i < 50_000; i++) {
      assertStopsAtTheFirstInvalidByte(randomBytes(random));
    }
  }

  @Test
  void stopsAtTheFirstByteThatIsNotUtf8AtTheBufferBoundary() throws IOException {
    Random random = new Random(20_003);
    for (int i = 0; i < 2_000; i++) {
      byte[] end = randomBytes(random);
      byte[] bytes = new byte[BUFFER_BYTES - random.nextInt(end.length) + end.length];
      Arrays.fill(bytes, (byte) 'x');
      System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);

      assertStopsAtTheFirstInvalidByte(bytes);
    }
  }

  @Test
  void readsEveryCharacter() throws IOException {
    byte[] all = everyCharacter().getBytes(StandardCharsets.UTF_8);

    try (HashedUtf8Stream stream = new HashedUtf8Stream(new ByteArrayInputStream(all))) {
      assertThat(stream.readAllBytes()).isEqualTo(all);
    }
  }

  @Test
  void hashesAndCountsEveryBlock() throws IOException {
    byte[] bytes = everyCharacter().getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(Sha256.digest().digest(bytes));

    try (HashedUtf8Stream read = new HashedUtf8Stream(new ByteArrayInputStream(bytes));
        HashedUtf8Stream drained = new HashedUtf8Stream(new ByteArrayInputStream(bytes))) {
      read.readAllBytes();
      drained.readNBytes(2 * BUFFER_BYTES);
      drained.drain();

      assertThat(read.size()).isEqualTo(bytes.length);
      assertThat(read.sha256()).isEqualTo(sha256);
      assertThat(drained.size()).isEqualTo(bytes.length);
      assertThat(drained.sha256()).isEqualTo(sha256);
    }
  }

  @Test
  void anErrorOfTheOtherThreadReachesTheCaller() throws IOException {
    assertPassesOn(new IOException("disk full"));
    assertPassesOn(new OutOfMemoryError("of a test"));
  }

  private static void assertPassesOn(Throwable failure) throws IOException {
    try (HashedUtf8Stream read = afterTwoBlocks(() -> failure);
        HashedUtf8Stream drained = afterTwoBlocks(() -> failure)) {
      drained.readNBytes(BUFFER_BYTES);

      assertThatThrownBy(read::readAllBytes).isSameAs(failure);
      assertThatThrownBy(drained::drain).isSameAs(failure);
    }
  }

  @Test
  void anInterruptEndsBothThreads() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (HashedUtf8Stream stream =
        afterTwoBlocks(
            () -> {
              try {
                waiting.countDown();
                new CountDownLatch(1).await();
                return new AssertionError("not interrupted");
              } catch (InterruptedException e) {
                ended.countDown();
                return new InterruptedIOException();
              }
            })) {
      stream.readNBytes(BUFFER_BYTES + 1);
      assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
      Thread.currentThread().interrupt();

      assertThatThrownBy(stream::readAllBytes).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }

  /** What a read of a file fails with. */
  private interface Failure {
    Throwable await();
  }

  /** Returns a stream whose third block cannot be read. */
  private static HashedUtf8Stream afterTwoBlocks(Failure failure) {
    byte[] blocks = new byte[2 * BUFFER_BYTES];
    Arrays.fill(blocks, (byte) 'x');
    InputStream unreadable =
        new InputStream() {
          @Override
          public int read() throws IOException {
            Throwable thrown = failure.await();
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (IOException) thrown;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    return new HashedUtf8Stream(
        new SequenceInputStream(new ByteArrayInputStream(blocks), unreadable));
  }

  private static void assertStopsAtTheFirstInvalidByte(byte[] bytes) throws IOException {
    ByteBuffer valid = ByteBuffer.wrap(bytes);
    boolean malformed =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(valid, CharBuffer.allocate(bytes.length), true)
            .isMalformed();
    try (HashedUtf8Stream stream = new HashedUtf8Stream(new ByteArrayInputStream(bytes))) {
      byte[] read = new byte[valid.position()];

      assertThat(stream.readNBytes(read, 0, read.length)).isEqualTo(read.length);
      assertThat(read)
          .as(() -> Arrays.toString(bytes))
          .isEqualTo(Arrays.copyOf(bytes, read.length));
      assertThat(fails(stream)).as(() -> Arrays.toString(bytes)).isEqualTo(malformed);
    }
  }

  private static boolean fails(HashedUtf8Stream stream) throws IOException {
    try {
      assertThat(stream.read()).isEqualTo(-1);
      return false;
    } catch (LdifError e) {
      return true;
    }
  }

  private static String everyCharacter() {
    StringBuilder text = new StringBuilder();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (Character.getType(codePoint) != Character.SURROGATE) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(20)];
    Arrays.fill(bytes, (byte) 'x');
    for (int i = random.nextInt(bytes.length); i < bytes.length && random.nextInt(5) > 0; i++) {
      bytes[i] = BOUNDARY_VALUES[random.nextInt(BOUNDARY_VALUES.length)];
    }
    return bytes;
  }
}
