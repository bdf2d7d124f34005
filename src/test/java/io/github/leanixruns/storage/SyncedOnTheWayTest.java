package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncedOnTheWayTest {

  private static final long SIZE = 65 << 20;

  @TempDir private Path folder;
  private final AtomicInteger failures = new AtomicInteger();

  @Test
  void allBytesComeThrough() throws Exception {
    Path written = Files.writeString(folder.resolve("part"), "what is written meanwhile");
    try (InputStream in = synced(written)) {
      assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(SIZE);
    }
    assertThat(failures).hasValue(0);
  }

  @Test
  void aDiskThatDoesNotTakeThemIsHeardOfAtTheEnd() throws Exception {
    try (InputStream in = synced(folder.resolve("gone"))) {
      assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("gone");
    }
    assertThat(failures).as("said once").hasValue(1);
  }

  @Test
  void aDiskThatDoesNotTakeThemIsHeardOfWhereTheStreamIsCutOff() throws Exception {
    InputStream in = synced(folder.resolve("gone"));
    in.readNBytes((int) SIZE);

    assertThatThrownBy(in::close).isInstanceOf(FileSystemException.class);
    assertThat(failures).hasValue(1);
  }

  private InputStream synced(Path written) {
    return new SyncedOnTheWay(new Zeroes(), written, failures::incrementAndGet);
  }

  /** A stream of so many bytes. */
  private static final class Zeroes extends InputStream {
    private long left = SIZE;

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = (int) Math.min(left, length);
      left -= count;
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
