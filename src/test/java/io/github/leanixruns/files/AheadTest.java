package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AheadTest {

  private static final int PART_BYTES = 16;

  private record Part(byte[] bytes, int length) {
    boolean isEnd() {
      return length == 0;
    }
  }

  @Test
  void partsComeWholeAndInTheirOrder() throws Exception {
    byte[] all = new byte[10_007];
    new Random(1).nextBytes(all);
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    try (Ahead<Part> ahead = over(new ByteArrayInputStream(all))) {
      for (Part part = ahead.next(); !part.isEnd(); part = ahead.next()) {
        read.write(part.bytes(), 0, part.length());
      }

      assertThat(ahead.next().isEnd()).isTrue();
    }

    assertThat(read.toByteArray()).isEqualTo(all);
  }

  @Test
  void whatFailsIsSaidAfterWhatCameBefore() throws Exception {
    InputStream broken =
        new InputStream() {
          private int count;

          @Override
          public int read() throws IOException {
            if (count++ == PART_BYTES) {
              throw new FileSystemException("ldif.json", null, "the disk is gone");
            }
            return 'x';
          }
        };

    // with readNBytes, a stream that fails within a part gives nothing of it
    try (Ahead<Part> ahead = over(broken)) {
      assertThat(ahead.next().length()).isEqualTo(PART_BYTES);
      assertThatThrownBy(ahead::next)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("the disk is gone");
    }
  }

  @Test
  void aPartStaysAsItIsWhileTheNextIsRead() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    InputStream in = new ByteArrayInputStream(new byte[3 * PART_BYTES]);
    Ahead.Reading<Part> reading =
        buffer -> {
          Arrays.fill(buffer, (byte) second.getCount());
          Part part = new Part(buffer, in.readNBytes(PART_BYTES).length);
          second.countDown();
          return part;
        };

    try (Ahead<Part> ahead = new Ahead<>("test", PART_BYTES, reading, Part::isEnd)) {
      Part first = ahead.next();
      second.await();

      assertThat(first.bytes()).containsOnly(2);
      assertThat(ahead.next().bytes()).containsOnly(1);
    }
  }

  @Test
  void mistakesOfOursStayWhatTheyAre() throws Exception {
    RuntimeException mistake = new IllegalStateException("a mistake of ours");
    Error lack = new OutOfMemoryError("no memory");

    for (Throwable failure : List.of(mistake, lack)) {
      try (Ahead<Part> ahead =
          new Ahead<>("test", PART_BYTES, buffer -> fail(failure), Part::isEnd)) {
        assertThatThrownBy(ahead::next).isSameAs(failure);
      }
    }
  }

  @Test
  void closingWaitsForTheReaderEvenWhenInterrupted() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    AtomicReference<Thread> reader = new AtomicReference<>();
    Ahead<Part> ahead = waiting(mayGoOn, reader);
    AtomicBoolean readerWasThere = new AtomicBoolean(true);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              ahead.close();
              readerWasThere.set(mayGoOn.getCount() > 0);
              interrupted.set(Thread.interrupted());
            });

    closer.start();
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    mayGoOn.countDown();
    closer.join();

    assertThat(readerWasThere).isFalse();
    assertThat(interrupted).isTrue();
    reader.get().join();
  }

  @Test
  void whoeverIsInterruptedStaysInterrupted() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Ahead<Part> ahead = waiting(mayGoOn, new AtomicReference<>());

    Thread.currentThread().interrupt();

    assertThatThrownBy(ahead::next).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    mayGoOn.countDown();
    ahead.close();
  }

  private static Ahead<Part> waiting(CountDownLatch mayGoOn, AtomicReference<Thread> reader) {
    return new Ahead<>(
        "test",
        PART_BYTES,
        buffer -> {
          reader.set(Thread.currentThread());
          awaitQuietly(mayGoOn);
          return new Part(buffer, 0);
        },
        Part::isEnd);
  }

  private static Part fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static Ahead<Part> over(InputStream in) {
    return new Ahead<>(
        "test",
        PART_BYTES,
        buffer -> new Part(buffer, in.readNBytes(buffer, 0, buffer.length)),
        Part::isEnd);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
