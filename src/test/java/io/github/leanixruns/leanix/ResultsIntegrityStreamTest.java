package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of all lengths and with everything that could be taken for an end, cut anywhere. */
class ResultsIntegrityStreamTest {

  private static final int LONGEST = 17;
  private static final List<String> TRAPS =
      List.of("", "]}", "[{", "\\\"", "\\\\", "\\\\\\\"}]", "ä€😀", "\\u0022", "{\\\"[");

  @Test
  void isFollowedWhateverItsTextsHoldAndWhereverItIsCut() throws Exception {
    for (String trap : TRAPS) {
      for (int length = 0; length <= LONGEST; length++) {
        byte[] ldif = ldif("x".repeat(length) + trap + "y".repeat(LONGEST - length));
        for (int chunk = 1; chunk <= LONGEST; chunk++) {
          assertThat(elements(ldif, chunk)).as("%s, %d, %d", trap, length, chunk).isEqualTo(3);
        }
      }
    }
  }

  @Test
  void isNotWholeBeforeItsLastBracket() {
    byte[] ldif = ldif("a \\\" and a ]}");
    for (int length = 0; length < ldif.length; length++) {
      byte[] part = Arrays.copyOf(ldif, length);
      for (int chunk : List.of(1, 7, LONGEST, ldif.length)) {
        assertThatThrownBy(() -> elements(part, chunk))
            .as("%d bytes", length)
            .isInstanceOf(InvalidAnswerException.class);
      }
    }
  }

  private static byte[] ldif(String text) {
    return """
        {"connectorType": "%1$s", "content": [
         {"type": "%1$s", "data": {"%1$s": ["%1$s", {"a": "%1$s"}], "b":"%1$s"}},{},
         {"data": {"deep": [[{"%1$s": "%1$s"}]]}}]}"""
        .formatted(text)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static long elements(byte[] ldif, int chunk) throws IOException {
    try (ResultsIntegrityStream whole = ResultsIntegrityStream.of(new ByteArrayInputStream(ldif))) {
      byte[] bytes = new byte[chunk];
      while (whole.read(bytes, 0, chunk) >= 0) {
        // only followed
      }
      assertThat(whole.getByteCount()).isEqualTo(ldif.length);
      return whole.getElementCount();
    }
  }
}
