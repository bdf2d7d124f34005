package io.github.leanixruns.ldif;

import static io.github.leanixruns.ldif.LdifFiles.ACME;
import static io.github.leanixruns.ldif.LdifFiles.HEADER;
import static io.github.leanixruns.ldif.LdifFiles.PAYROLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletedLdifTest {
  private static final String ACME_HEADER =
      "\"connectorType\":\"acme\",\"connectorId\":\"cmdb\",\"connectorVersion\":\"2.0.0\","
          + "\"processingDirection\":\"inbound\"";
  private static final HeaderDefaults ALL =
      LdifFiles.defaults(
          Map.of(
              "connector-type", "t",
              "connector-id", "i",
              "connector-version", "v",
              "processing-direction", "outbound",
              "processing-mode", "full",
              "lx-version", "1.0.0",
              "description", "Ünï \"q\""));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connectorType      | connector-type       | inventory | acme",
        "connectorId        | connector-id         | cmdb-emea | cmdb",
        "connectorVersion   | connector-version    | 1.4.0     | 2.0.0",
        "processingDirection| processing-direction | inbound   | inbound"
      })
  void aMissingFieldIsAddedAtTheStart(String key, String setting, String value, String added)
      throws Exception {
    String rest = HEADER.replaceAll("\"" + key + "\":\"" + value + "\",?", "");
    String text = "{ " + rest.replaceAll(",$", "") + ", \"content\": []}";

    CheckedLdif checked = check(ACME, text);

    assertThat(sent(checked)).isEqualTo("{\"" + key + "\":\"" + added + "\"," + text.substring(1));
    assertThat(checked.notes())
        .containsExactly(
            String.format(
                "%s was missing; sent as \"%s\" (leanix.defaults.%s)", key, added, setting));
  }

  @Test
  void anEmptyObjectGetsACompleteHeader() throws Exception {
    CheckedLdif checked = check(ALL, " { }\n");

    assertThat(sent(checked))
        .isEqualTo(
            " {\"connectorType\":\"t\",\"connectorId\":\"i\",\"connectorVersion\":\"v\","
                + "\"lxVersion\":\"1.0.0\",\"description\":\"Ünï \\\"q\\\"\","
                + "\"processingDirection\":\"outbound\",\"processingMode\":\"full\" }\n");
    assertThat(checked.header())
        .isEqualTo(new LdifHeader("t", "i", "v", "outbound", "full", "Ünï \"q\""));
    assertThat(checked.notes()).hasSize(7);
  }

  @Test
  void theByteOrderMarkStaysAtTheStart() throws Exception {
    assertThat(sent(check(ACME, "\uFEFF{\"content\":[]}")))
        .isEqualTo("\uFEFF{" + ACME_HEADER + ",\"content\":[]}");
  }

  @Test
  void headerFieldsAfterTheContentAreRead() throws Exception {
    assertThat(sent(check(ALL, "{\"content\":[],\"description\":\"d\",\"lxVersion\":\"2\"}")))
        .endsWith(
            "\"processingMode\":\"full\",\"content\":[],\"description\":\"d\",\"lxVersion\":\"2\"}");
  }

  @Test
  void aDefaultReplacesANull() throws Exception {
    HeaderDefaults full = LdifFiles.defaults(Map.of("processing-mode", "Full"));
    String text = "{\"processingMode\" : null ," + HEADER + ",\"lxVersion\":null,\"content\":[]}";

    CheckedLdif checked = check(full, text);

    assertThat(sent(checked))
        .isEqualTo(
            "{\"processingMode\" : \"Full\" ," + HEADER + ",\"lxVersion\":null,\"content\":[]}");
    assertThat(checked.header().processingMode()).isEqualTo("full");
    assertThat(checked.notes())
        .containsExactly(
            "processingMode was null; sent as \"Full\" (leanix.defaults.processing-mode)");
  }

  @Test
  void aNullIsReplacedWhereOtherFieldsAreAdded() throws Exception {
    CheckedLdif checked = check(ALL, "{\"content\":[],\"processingMode\":null}");

    assertThat(sent(checked))
        .startsWith("{\"connectorType\":\"t\",")
        .endsWith(
            "\"processingDirection\":\"outbound\",\"content\":[],\"processingMode\":\"full\"}")
        .containsOnlyOnce("processingMode");
  }

  @Test
  void numbersAndWhiteSpaceStayUnchanged() throws Exception {
    String content =
        "\"content\" : [ {\"type\":\"T\",\"id\":\"1\",\"data\":{\"a\":1.10,\"b\":1e400}}]";

    assertThat(sent(check(ACME, "{" + content + "}")))
        .isEqualTo("{" + ACME_HEADER + "," + content + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contents", "c\\u006Fntents"})
  void contentsIsRenamed(String key) throws Exception {
    CheckedLdif checked = check(ACME, "{" + HEADER + ",\n \"" + key + "\" : [" + PAYROLL + "] }");

    assertThat(sent(checked)).isEqualTo("{" + HEADER + ",\n \"content\" : [" + PAYROLL + "] }");
    assertThat(checked.notes()).containsExactly("contents is sent as content");
    assertThat(checked.elementCount()).isEqualTo(1);
  }

  @Test
  void contentsIsRenamedAndTheHeaderIsCompleted() throws Exception {
    assertThat(sent(check(ACME, "{\"contents\":[]}")))
        .isEqualTo("{" + ACME_HEADER + ",\"content\":[]}");
  }

  @Test
  void anArrayBecomesTheContent() throws Exception {
    CheckedLdif checked = check(ACME, "\uFEFF [" + PAYROLL + "] \n");

    assertThat(sent(checked))
        .isEqualTo("\uFEFF {" + ACME_HEADER + ",\"content\":[" + PAYROLL + "]} \n");
    assertThat(checked.elementCount()).isEqualTo(1);
    assertThat(checked.notes())
        .hasSize(5)
        .startsWith("the file is only an array; sent as the content of an LDIF");
  }

  @Test
  void anArrayNeedsAllDefaultsOfRequiredFields() {
    HeaderDefaults some =
        LdifFiles.defaults(
            Map.of(
                "connector-type", "acme",
                "connector-id", "cmdb",
                "connector-version", " ",
                "processing-direction", "inbound"));

    assertThatThrownBy(() -> check(some, "[]"))
        .hasMessageEndingWith(
            "to be sent as the content of an LDIF it needs leanix.defaults.connector-version.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "7"})
  void aDefaultDoesNotReplaceAFieldOfTheFile(String value) {
    String text = "{" + HEADER.replace("\"cmdb-emea\"", value) + ",\"content\":[]}";

    assertThatThrownBy(() -> check(ACME, text)).hasMessageContaining("connectorId is ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}              | The file has neither content nor a field of a connector.",
        "{`Content`:[]}  | The file has neither content nor a field of a connector. There is a key"
            + " `Content`; did you mean content?"
      })
  void defaultsAloneDoNotMakeAnInboundLdif(String text, String reason) {
    assertThatThrownBy(() -> check(ACME, text.replace('`', '"')))
        .hasMessage(reason.replace('`', '"'));
  }

  @Test
  void anInboundLdifWithAConnectorDoesNotNeedContent() throws Exception {
    CheckedLdif checked = check(ACME, "{\"connectorId\":\"crm\"}");

    assertThat(checked.elementCount()).isZero();
    assertThat(checked.notes()).hasSize(4).contains("content is missing from the inbound LDIF");
  }

  @ParameterizedTest
  @ValueSource(ints = {7_950, 8_000, 16_000, 65_536, 262_144})
  void editsAreRightAtEveryBufferBoundary(int bufferEnd) throws Exception {
    for (int blanks = bufferEnd - 30; blanks < bufferEnd + 3; blanks++) {
      String front = "\uFEFF" + " ".repeat(blanks);
      CheckedLdif checked = check(ACME, front + "{\"x\":1, \"contents\":[]}");

      assertThat(sent(checked)).isEqualTo(front + "{" + ACME_HEADER + ",\"x\":1, \"content\":[]}");
    }
  }

  private CheckedLdif check(HeaderDefaults defaults, String text) throws Exception {
    return new LdifCheck(defaults).check(LdifFiles.write(directory, text));
  }

  private String sent(CheckedLdif checked) throws Exception {
    Path target = directory.resolve("sent.json");
    checked.edits().write(directory.resolve("dropped.json"), target);
    return Files.readString(target);
  }
}
