package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HugeLdifTest {
  private static final int MEBI = 1024 * 1024;
  private static final long ALLOWED = 64L * MEBI;
  private static final String IN_DATA =
      "{" + LdifFiles.HEADER + ",\"content\":[{\"type\":\"T\",\"id\":\"1\",\"data\":{\"x\":";

  private final LdifCheck check = new LdifCheck(HeaderDefaults.none());

  @TempDir Path directory;

  @Test
  void aStringOf100MegabytesInDataPasses() throws Exception {
    Path file = write(IN_DATA + "\"", "x".repeat(MEBI), 100, "\"}}]}");

    assertThat(withinMemory(() -> check.check(file)).sizeBytes()).isEqualTo(Files.size(file));
  }

  @Test
  void aStringOf100MegabytesAsIdIsRejected() throws Exception {
    Path file =
        write("{" + LdifFiles.HEADER + ",\"content\":[{\"id\":\"", "x".repeat(MEBI), 100, "\"}]}");

    rejects(file, "limit exceeded in content[0]: String value length", "20000000");
  }

  @Test
  void aStringOf100MegabytesInTheHeaderIsRejected() throws Exception {
    Path file = write("{\"connectorId\":\"", "x".repeat(MEBI), 100, "\"}");

    rejects(file, "limit exceeded in the header: String value length", "20000000");
  }

  @Test
  void aKeyOfOneMegabyteIsRejected() throws Exception {
    Path file = write(IN_DATA + "{\"", "k".repeat(MEBI), 1, "\":1}}}]}");

    rejects(file, "limit exceeded in content[0]: Name length", "4096");
  }

  @Test
  void aNumberOf50MegabytesIsRejected() throws Exception {
    Path file = write(IN_DATA, "7".repeat(MEBI), 50, "}}]}");

    rejects(file, "limit exceeded in content[0]: String value length", "20000000");
  }

  @Test
  void nesting100000DeepIsRejected() throws Exception {
    Path file = write(IN_DATA, "[", 100_000, "]".repeat(100_000) + "}}]}");

    rejects(file, "limit exceeded in content[0]: Document nesting depth (1001)", "1000");
  }

  @Test
  void aLimitedNumberOfTopLevelKeysIsKept() throws Exception {
    Path file = directory.resolve("keys.json");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("{" + LdifFiles.HEADER);
      for (int i = 0; i < 50_000; i++) {
        writer.write(",\"key" + i + "\":1");
      }
      writer.write(",\"content\":[]}");
    }

    assertThat(withinMemory(() -> check.check(file)).sentAsDropped()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"840, 49000, Name length", "20000, 4000, The different keys"})
  void differentKeysThatFillTheMemoryAreRejected(int count, int length, String reason)
      throws Exception {
    Path file = directory.resolve("keys.json");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write(IN_DATA + "1");
      for (int i = 0; i < count; i++) {
        writer.write(",\"" + i + "x".repeat(length) + "\":1");
      }
      writer.write("}}]}");
    }

    assertThatThrownBy(() -> check.check(file))
        .isInstanceOf(LdifRejectedException.class)
        .hasMessageContaining("limit exceeded in content[0]: " + reason);
  }

  @Test
  void aLongKeyMayOccurOften() throws Exception {
    String element =
        LdifFiles.PAYROLL.replace("{\"name\"", "{\"" + "k".repeat(300) + "\":1,\"name\"");
    Path file =
        write("{" + LdifFiles.HEADER + ",\"content\":[", element + ",\n", 50_000, element + "]}");

    assertThat(check.check(file).elementCount()).isEqualTo(50_001);
  }

  @Test
  void readingNeedsConstantMemory() throws Exception {
    Path file = write(IN_DATA + "\"", "x".repeat(MEBI), 100, "\"}}]}");

    try (HashedUtf8Stream stream = new HashedUtf8Stream(Files.newInputStream(file))) {
      long size = withinMemory(() -> stream.transferTo(OutputStream.nullOutputStream()));

      assertThat(size).isEqualTo(Files.size(file));
      assertThat(stream.size()).isEqualTo(Files.size(file));
      assertThat(stream.sha256()).isEqualTo(LdifFiles.sha256(file));
    }
  }

  @Test
  void aLargeFileIsHashedAndCountedCompletely() throws Exception {
    Path file = ofManyElements();

    CheckedLdif ldif = check.check(file);

    assertThat(ldif.elementCount()).isEqualTo(50_001);
    assertThat(ldif.sizeBytes()).isEqualTo(Files.size(file));
    assertThat(ldif.sha256()).isEqualTo(LdifFiles.sha256(file));
  }

  @Test
  void notesOnManyElementsBecomeOne() throws Exception {
    Path file =
        write(
            "{" + LdifFiles.HEADER + ",\"content\":[",
            "{\"type\":\"T\",\"id\":7,\"data\":{}},\n",
            50_000,
            LdifFiles.PAYROLL + "]}");

    assertThat(withinMemory(() -> check.check(file)).notes())
        .containsExactly("content[0].id is a number, not a string (line 1, the first of 50000)");
  }

  @Test
  void aByteThatIsNotUtf8IsFoundNearTheEnd() throws Exception {
    Path file = ofManyElements();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 5] = (byte) 0xFC;
    Files.write(file, bytes);

    assertThatThrownBy(() -> check.check(file))
        .isInstanceOfSatisfying(
            LdifRejectedException.class,
            e -> {
              assertThat(e.reason())
                  .startsWith("Line 50001, column ")
                  .contains("the byte 0xFC is not valid UTF-8");
              assertThat(e.sizeBytes()).isEqualTo(bytes.length);
              assertThat(e.sha256()).isEqualTo(sha256(file));
            });
  }

  private Path ofManyElements() throws IOException {
    return write(
        "{" + LdifFiles.HEADER + ",\"content\":[",
        LdifFiles.PAYROLL + ",\n",
        50_000,
        LdifFiles.PAYROLL + "]}");
  }

  private static String sha256(Path file) {
    try {
      return LdifFiles.sha256(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void rejects(Path file, String reason, String limit) throws Exception {
    withinMemory(
        () ->
            assertThatThrownBy(() -> check.check(file))
                .isInstanceOf(LdifRejectedException.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith("exceeds the maximum allowed (" + limit + ")."));
  }

  private Path write(String start, String piece, int times, String end) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(directory.resolve("huge.json"))) {
      writer.write(start);
      for (int i = 0; i < times; i++) {
        writer.write(piece);
      }
      writer.write(end);
    }
    return directory.resolve("huge.json");
  }

  /** Measures all that this thread allocates, which is more than it needs at any time. */
  private static <T> T withinMemory(Callable<T> action) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    T result = action.call();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOWED);
    return result;
  }
}
