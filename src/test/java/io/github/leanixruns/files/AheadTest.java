package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
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
    List<Byte> read = new ArrayList<>();

    try (Ahead<Part> ahead = over(new ByteArrayInputStream(all))) {
      for (Part part = ahead.next(); !part.isEnd(); part = ahead.next()) {
        for (int i = 0; i < part.length(); i++) {
          read.add(part.bytes()[i]);
        }
        // whoever reads ahead is far ahead now, and must not have touched this one
        Thread.yield();
        assertThat(part.bytes()[0]).isEqualTo(all[read.size() - part.length()]);
      }

      assertThat(ahead.next().isEnd()).isTrue();
    }

    assertThat(read).hasSize(all.length);
    for (int i = 0; i < all.length; i++) {
      assertThat(read.get(i)).isEqualTo(all[i]);
    }
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
  void failuresThatNobodyExpectsAreNotLost() throws Exception {
    Ahead.Reading<Part> broken =
        buffer -> {
          throw new IllegalStateException("a mistake of ours");
        };

    try (Ahead<Part> ahead = new Ahead<>("test", PART_BYTES, broken, Part::isEnd)) {
      assertThatThrownBy(ahead::next)
          .isInstanceOf(IOException.class)
          .hasRootCauseMessage("a mistake of ours");
    }
  }

  @Test
  void closingWaitsForTheReaderAndLeavesNoThread() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Thread> reader = new AtomicReference<>();
    Ahead<Part> ahead =
        new Ahead<>(
            "test",
            PART_BYTES,
            buffer -> {
              reader.set(Thread.currentThread());
              reading.countDown();
              await(mayGoOn);
              done.set(true);
              return new Part(buffer, 0);
            },
            Part::isEnd);
    await(reading);
    Thread closer = new Thread(() -> close(ahead));

    closer.start();
    mayGoOn.countDown();
    closer.join();

    assertThat(done).isTrue();
    reader.get().join();
    assertThat(reader.get().isAlive()).isFalse();
  }

  @Test
  void whoeverIsInterruptedStaysInterrupted() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Ahead<Part> ahead =
        new Ahead<>(
            "test",
            PART_BYTES,
            buffer -> {
              await(mayGoOn);
              return new Part(buffer, 0);
            },
            Part::isEnd);

    Thread.currentThread().interrupt();

    assertThatThrownBy(ahead::next).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    mayGoOn.countDown();
    ahead.close();
  }

  private static Ahead<Part> over(InputStream in) {
    return new Ahead<>(
        "test",
        PART_BYTES,
        buffer -> new Part(buffer, in.readNBytes(buffer, 0, buffer.length)),
        Part::isEnd);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(Ahead<Part> ahead) {
    try {
      ahead.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
