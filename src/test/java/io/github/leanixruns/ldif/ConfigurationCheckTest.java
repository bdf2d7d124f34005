package io.github.leanixruns.ldif;

import static io.github.leanixruns.ldif.LdifFiles.ACME;
import static io.github.leanixruns.ldif.LdifFiles.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationCheckTest {
  private static final String WHOLE =
      "{" + HEADER + ",\n \"processors\": [{\"type\": \"Application\"}, {\"run\": 1}]}\n";

  private static final String OF_THE_PAGE =
      "{\"processors\": [{\"a\": 1, \"a\": 2}], \"variables\": {}}\n";

  private final ConfigurationCheck check = new ConfigurationCheck(HeaderDefaults.none());

  @TempDir private Path directory;

  @Test
  void returnsConnectorProcessorsSizeAndHash() throws Exception {
    Path file =
        LdifFiles.write(directory, WHOLE.replace("{\"conn", "{\"processingMode\":\"full\",\"conn"));

    CheckedLdif checked = check.check(file);

    assertThat(checked.header())
        .isEqualTo(new LdifHeader("inventory", "cmdb-emea", "1.4.0", "inbound", "full", null));
    assertThat(checked.elementCount()).isEqualTo(2);
    assertThat(checked.sizeBytes()).isEqualTo(file.toFile().length());
    assertThat(checked.sha256()).isEqualTo(LdifFiles.sha256(file));
    assertThat(checked.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}",
        "\uFEFF{%s,\"processors\":[]}",
        "{\"processors\":[{\"a\":[{}]},7],\"scope\":{\"ids\":[]},%s}",
        "{%s,\"processors\":[],\"executionGroups\":[\"nightly\"],\"sequentialExecution\":true}",
        "{%s,\"processors\":[{\"a\":1,\"a\":{\"b\":1,\"b\":2}}],\"variables\":{\"c\":1,\"c\":2}}",
        "{%s,\"processingMode\":null,\"processors\":[]}",
        "{%s,\"processors\":[],\"description\":7,\"lxVersion\":null,\"content\":\"left alone\"}",
      })
  void isSentUnchanged(String pattern) throws Exception {
    Path file = LdifFiles.write(directory, pattern.replace("%s", HEADER));

    assertThat(check.check(file).sentAsDropped()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                          | connectorType, connectorId, connectorVersion and processingDirection are missing from the document.
          {%s,"connectorId":"again"}  | Line 1, column 115: the key "connectorId" occurs twice in the processor configuration.
          {%s,"processors":{}}        | Line 1, column 128: processors is an object; it must be an array of processors.
          {%s,"processors":null}      | Line 1, column 128: processors is null; it must be an array of processors.
          {%s,"processingMode":"everything"} | Line 1, column 132: processingMode is "everything"; it must be "partial" or "full".
          {%s,"processingMode":7}     | Line 1, column 132: processingMode is a number; it must be "partial" or "full".
          {%s,"processors":[          | Line 1, column 129: the file ends in the middle of processors; perhaps it was still being written.
          {%s} {}                     | Line 1, column 114: the processor configuration ends here, but the file continues; it must contain exactly one processor configuration.
          [{%s}]                      | Line 1, column 1: the file contains only an array; a processor configuration is a JSON object.
          "text"                      | Line 1, column 1: the file contains only a string; a processor configuration is a JSON object.
          <xml/>                      | The file looks like XML; a processor configuration is a JSON document.
          {"conectorId":"i","connectorType":"t","connectorVersion":"1","processingDirection":"inbound"} | connectorId is missing from the document. There is a key "conectorId"; did you mean connectorId?
          """)
  void isRejectedWithPositionAndReason(String text, String reason) throws IOException {
    LdifRejectedException rejection =
        rejection(LdifFiles.write(directory, text.replace("%s", HEADER)));

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.advice()).contains("the processors folder").doesNotContain("inbox", "{");
  }

  @Test
  void invalidJsonIsRejectedWithItsPosition() throws IOException {
    String text = "{" + HEADER + ",\"processors\":[{,}]}";

    assertThat(rejection(LdifFiles.write(directory, text)).reason())
        .startsWith("Line 1, column 130: invalid JSON in processors[0]: ")
        .contains("','");
  }

  @Test
  void adviceNamesTheFourSettingsOfAConnector() throws IOException {
    LdifRejectedException rejection = rejection(LdifFiles.write(directory, OF_THE_PAGE));

    assertThat(rejection.reason())
        .isEqualTo(
            "connectorType, connectorId, connectorVersion and processingDirection are missing from"
                + " the document.");
    assertThat(rejection.advice())
        .isEqualTo(
            "Add the missing fields to the file, or set leanix.defaults.connector-type,"
                + " leanix.defaults.connector-id, leanix.defaults.connector-version and"
                + " leanix.defaults.processing-direction, and move it back into the processors"
                + " folder.");
  }

  @Test
  void theConnectorIsAddedFromTheDefaults() throws Exception {
    ConfigurationCheck withDefaults =
        new ConfigurationCheck(
            LdifFiles.defaults(
                Map.of(
                    "connector-type", "acme",
                    "connector-id", "cmdb",
                    "connector-version", "2.0.0",
                    "processing-direction", "INBOUND",
                    "processing-mode", "full",
                    "description", "d",
                    "lx-version", "1.0.0")));
    Path file = LdifFiles.write(directory, OF_THE_PAGE);

    CheckedLdif checked = withDefaults.check(file);
    checked.edits().write(file, directory.resolve("sent.json"));

    assertThat(directory.resolve("sent.json"))
        .hasContent(
            "{\"connectorType\":\"acme\",\"connectorId\":\"cmdb\",\"connectorVersion\":\"2.0.0\","
                + "\"processingDirection\":\"INBOUND\","
                + OF_THE_PAGE.substring(1));
    assertThat(checked.header())
        .isEqualTo(new LdifHeader("acme", "cmdb", "2.0.0", "inbound", null, null));
    assertThat(checked.notes())
        .hasSize(4)
        .contains("connectorId was missing; sent as \"cmdb\" (leanix.defaults.connector-id)");
  }

  @Test
  void defaultsAloneDoNotMakeAConfiguration() throws IOException {
    Path file = LdifFiles.write(directory, "{\"procesors\":[]}");

    assertThatThrownBy(() -> new ConfigurationCheck(ACME).check(file))
        .hasMessage(
            "The file has neither processors nor a field of a connector. There is a key"
                + " \"procesors\"; did you mean processors?");
  }

  @Test
  void theOutputOfATestRunIsRecognized() throws IOException {
    Path file = LdifFiles.write(directory, "{\"results\":{" + HEADER + "},\"warnings\":[]}");

    assertThat(rejection(file).reason()).contains("the output of a test run");
    assertThat(rejection(file).advice()).endsWith("into the inbox.");
  }

  @Test
  void isRejectedInAnotherEncoding() throws IOException {
    Path file =
        Files.write(
            directory.resolve("dropped.json"),
            WHOLE.replace("emea", "süd").getBytes(StandardCharsets.ISO_8859_1));

    LdifRejectedException rejection = rejection(file);

    assertThat(rejection.reason())
        .startsWith("Line 1, column 51: the byte 0xFC is not valid UTF-8");
    assertThat(rejection.advice())
        .isEqualTo("Save the file as UTF-8 and move it back into the processors folder.");
    assertThat(rejection.sizeBytes()).isEqualTo(Files.size(file));
    assertThat(rejection.sha256()).isEqualTo(LdifFiles.sha256(file));
  }

  @Test
  void isRejectedWhereverItIsTruncated() throws IOException {
    byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length - 2; length++) {
      Path file = Files.write(directory.resolve("cut.json"), Arrays.copyOf(whole, length));
      assertThat(rejection(file).reason()).as("truncated at %d", length).contains("file");
    }
  }

  @ParameterizedTest
  @CsvSource({"content,[]", "contents,7", "lxVersion,\"1.0.0\"", "chunkInformation,{}"})
  void anLdifIsRecognized(String key, String value) throws IOException {
    String text = "{%s,\"%s\":%s}".formatted(HEADER, key, value);

    LdifRejectedException rejection = rejection(LdifFiles.write(directory, text));

    assertThat(rejection.reason())
        .isEqualTo("The file looks like an LDIF: it contains the key \"%s\".", key);
    assertThat(rejection.advice()).isEqualTo("Move it into the inbox.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"processors\":[]}", "{%s,\"processors\":[]}"})
  void aConfigurationInTheInboxIsRecognized(String text) throws IOException {
    Path file =
        LdifFiles.write(directory, text.replace("%s", HEADER.replace("inbound", "outbound")));

    LdifRejectedException rejection =
        catchThrowableOfType(LdifRejectedException.class, () -> new LdifCheck(ACME).check(file));

    assertThat(rejection.reason())
        .isEqualTo(
            "The file looks like a processor configuration: it contains the key \"processors\".");
    assertThat(rejection.advice()).isEqualTo("Move it into the processors folder.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s,\"processors\":[],\"content\":[]}",
        "{%s,\"processors\":[],\"lxVersion\":\"1.0.0\"}"
      })
  void anLdifMayHaveAKeyProcessors(String pattern) throws Exception {
    String text = pattern.replace("%s", HEADER);

    assertThat(new LdifCheck(ACME).check(LdifFiles.write(directory, text)).sentAsDropped())
        .isTrue();
  }

  private LdifRejectedException rejection(Path file) {
    return catchThrowableOfType(LdifRejectedException.class, () -> check.check(file));
  }
}
