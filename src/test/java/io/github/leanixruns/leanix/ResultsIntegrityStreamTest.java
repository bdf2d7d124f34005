package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads strings of various lengths that contain brackets, quotes and escapes, in chunks of various
 * sizes.
 */
class ResultsIntegrityStreamTest {

  private static final int LONGEST = 17;
  private static final List<String> TRAPS =
      List.of("", "]}", "[{", "\\\"", "\\\\", "\\\\\\\"}]", "ä€😀", "\\u0022", "{\\\"[");

  @Test
  void elementsAreCountedForAllStringsAndChunks() throws Exception {
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
  void aTruncatedLdifIsRefused() {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"content\"",
        "<html></html>",
        "{\"message\":\"content\"}",
        "{\"data\":{\"content\":[]}}",
        "{\"content\":[]}<html></html>",
        "{\"content\":[]}{\"content\":[]}",
        "{\"content\":[]}\u0000",
        "{\"content\":[]} \u00a0",
        "{\"content\":[]},",
        "{\"content\":[}",
        "{\"content\":[]]",
        "{\"content\":[{]}}",
        "{\"content\":[,]}",
        "{\"content\":[1,]}",
        "{\"content\":[1 2]}",
        "{\"content\":[],}",
        "{\"content\":[] \"a\":1}",
        "{\"content\"[]}",
        "{\"content\":}",
        "{\"content\"}",
        "{content:[]}",
        "{'content':[]}",
        "{\"content\":[nul]}",
        "{\"content\":[True]}",
        "{\"content\":[NaN]}",
        "{\"content\":[01]}",
        "{\"content\":[1.]}",
        "{\"content\":[+1]}",
        "{\"content\":[1e]}",
        "{\"content\":[\"\\x\"]}",
        "{\"content\":[\"\\u12g4\"]}",
        "{\"content\":[\"a\tb\"]}",
        "{\"content\":[\"a\u0000b\"]}",
        "{\"content\":[/* comment */]}",
      })
  void anythingElseThanOneLdifIsRefused(String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);

    for (int chunk : List.of(1, LONGEST)) {
      assertThatThrownBy(() -> elements(bytes, chunk)).isInstanceOf(InvalidAnswerException.class);
    }
  }

  /** Bytes are looked at eight at a time. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\u001f", "\u0000", "\"", "\\x", "\u0080", "\u00ff"})
  void aWrongByteIsFoundWhereverItIsInAString(String wrong) {
    for (int before = 0; before < 20; before++) {
      for (int after = 0; after < 20; after++) {
        String text = " ".repeat(before) + wrong + "\u007f".repeat(after);
        byte[] bytes = ("{\"content\":[\"" + text + "\"]}").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> elements(bytes, LONGEST))
            .isInstanceOf(InvalidAnswerException.class);
      }
    }
  }

  @Test
  void theEndOfAStringIsFoundWhereverItIs() throws Exception {
    for (int length = 0; length < 20; length++) {
      String text = "!".repeat(length);
      String ldif = "{\"content\":[{\"a\":\"%s\"},{\"b\":\"\\\"%s\"}]}".formatted(text, text);

      assertThat(elements(ldif.getBytes(StandardCharsets.UTF_8), LONGEST)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void anotherEncodingIsRefused(String encoding) throws Exception {
    byte[] bytes = "{\"content\":[{\"id\":\"Müller\"}]}".getBytes(encoding);

    for (int chunk : List.of(1, LONGEST)) {
      assertThatThrownBy(() -> elements(bytes, chunk)).isInstanceOf(InvalidAnswerException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "BF",
        "C0AF",
        "C1BF",
        "C328",
        "E08080",
        "E282",
        "E2822F",
        "EDA080",
        "EF",
        "F0808080",
        "F4908080",
        "F5808080",
        "FF"
      })
  void bytesThatAreNotUtf8AreRefused(String hex) {
    byte[] bytes = around(HexFormat.of().parseHex(hex));

    for (int chunk : List.of(1, LONGEST)) {
      assertThatThrownBy(() -> elements(bytes, chunk)).isInstanceOf(InvalidAnswerException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7F",
        "C280",
        "DFBF",
        "E0A080",
        "ED9FBF",
        "EE8080",
        "EFBFBF",
        "F0908080",
        "F48FBFBF"
      })
  void allCharactersOfUtf8AreAccepted(String hex) throws Exception {
    assertThat(elements(around(HexFormat.of().parseHex(hex)), 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":[]}",
        " {\"content\" : [ ] } \r\n\t",
        "\ufeff{\"content\":[]}",
        "{\"content\":[true,false,null,0,-0,-1.5e+10,12E-3,[],{},\"\\u00e4\\n\\/\"]}",
        "{\"connectorId\":{\"a\":[[{}]]},\"x\":null}",
      })
  void anyOtherNotationOfJsonIsAccepted(String answer) throws Exception {
    for (int chunk : List.of(1, LONGEST)) {
      assertThat(elements(answer.getBytes(StandardCharsets.UTF_8), chunk)).isLessThanOrEqualTo(2);
    }
  }

  private static byte[] around(byte[] character) {
    String text = new String(character, StandardCharsets.ISO_8859_1);
    String ldif = "{\"content\":[{\"id\":\"a" + text + "b\"}]}";
    return ldif.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aResumedLdifIsCheckedFromItsBeginning(@TempDir Path folder) throws Exception {
    byte[] ldif = ldif("a \\\" and a ]}");
    for (int length = 0; length < ldif.length; length++) {
      Path firstPart = Files.write(folder.resolve("part"), Arrays.copyOf(ldif, length));
      InputStream rest = new ByteArrayInputStream(ldif, length, ldif.length - length);

      ResultsIntegrityStream results = ResultsIntegrityStream.resume(firstPart, rest);

      assertThat(results.readAllBytes()).hasSize(ldif.length - length);
      assertThat(results.getElementCount()).isEqualTo(3);
      assertThat(results.getByteCount()).isEqualTo(ldif.length);
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
    try (ResultsIntegrityStream results =
        ResultsIntegrityStream.of(new ByteArrayInputStream(ldif))) {
      byte[] bytes = new byte[chunk];
      while (results.read(bytes, 0, chunk) >= 0) {
        // read to the end
      }
      assertThat(results.getByteCount()).isEqualTo(ldif.length);
      return results.getElementCount();
    }
  }
}
