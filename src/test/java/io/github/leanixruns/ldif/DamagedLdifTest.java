package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedLdifTest {
  private static final byte[] WHOLE =
      ("{"
              + LdifFiles.HEADER
              + ",\n \"contents\": [{\"x\": [true, null, -1.5e3]}, 1], \"content\": [\n"
              + LdifFiles.PAYROLL
              + ",\n{\"type\": \"ü\", \"id\": \"\\u00e4\\uD83D\\uDE00\", \"data\": {}}]}\n")
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] TYPICAL_DAMAGE =
      "\"\\{}[]:,'#/*-+.0eEntfuN \t\r\n\0\u001b<é€😀".getBytes(StandardCharsets.UTF_8);

  private final LdifCheck check = new LdifCheck(HeaderDefaults.none());

  @TempDir Path directory;

  @Test
  void everyDamagedFileIsAcceptedOrRejectedWithAReadableReason() throws IOException {
    Random random = new Random(20_002);
    for (int i = 0; i < 2_000; i++) {
      assertReadable(damaged(random));
    }
  }

  @Test
  void isRejectedWhereverItIsTruncated() throws IOException {
    for (int length = 0; length < WHOLE.length - 2; length++) {
      assertThat(reason(Arrays.copyOf(WHOLE, length)))
          .as("truncated at %d", length)
          .contains("file");
    }
  }

  private void assertReadable(byte[] bytes) throws IOException {
    assertThat(reason(bytes))
        .as(() -> new String(bytes, StandardCharsets.ISO_8859_1))
        .hasSizeLessThan(260)
        .doesNotContain("Source", "not well-formed", "Feature")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  private String reason(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("damaged.json"), bytes);
    try {
      check.check(file);
      return "";
    } catch (LdifRejectedException e) {
      return e.reason();
    }
  }

  private static byte[] damaged(Random random) {
    byte[] bytes = WHOLE.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = TYPICAL_DAMAGE[random.nextInt(TYPICAL_DAMAGE.length)];
    }
    return bytes;
  }
}
