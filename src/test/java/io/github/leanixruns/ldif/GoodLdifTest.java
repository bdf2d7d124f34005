package io.github.leanixruns.ldif;

import static io.github.leanixruns.ldif.LdifFiles.ACME;
import static io.github.leanixruns.ldif.LdifFiles.HEADER;
import static io.github.leanixruns.ldif.LdifFiles.PAYROLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoodLdifTest {
  private final LdifCheck check = new LdifCheck(ACME);

  @TempDir Path directory;

  @Test
  void returnsHeaderCountSizeAndHash() throws Exception {
    Path file =
        LdifFiles.write(
            directory,
            "{"
                + HEADER
                + ",\"processingMode\":\"full\",\"description\":\"Nightly\",\"content\":["
                + PAYROLL
                + ","
                + PAYROLL
                + "]}");

    CheckedLdif checked = check.check(file);

    assertThat(checked.header())
        .isEqualTo(new LdifHeader("inventory", "cmdb-emea", "1.4.0", "inbound", "full", "Nightly"));
    assertThat(checked.elementCount()).isEqualTo(2);
    assertThat(checked.sizeBytes()).isEqualTo(file.toFile().length());
    assertThat(checked.sha256()).isEqualTo(LdifFiles.sha256(file));
    assertThat(checked.notes()).isEmpty();
    assertThat(checked.sentAsDropped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s,\"content\":[]}",
        "\uFEFF{%s,\"content\":[]}",
        " \r\n{ %s , \"content\" : [ ] } \t\r\n",
        "{\"content\":[{\"data\":{},\"id\":\"1\",\"type\":\"T\"}],%s}",
        "{%s,\"customFields\":{\"a\":[1]},\"lxWorkspace\":\"acme\",\"content\":[]}",
        "{%s,\"content\":[{\"type\":\"T\",\"id\":\"1\",\"data\":{\"a\":1.10,\"b\":1e400},\"x\":[]}]}",
        "{%s,\"description\":null,\"lxVersion\":\"1.0.0\",\"content\":[]}",
        "{%s,\"description\":\"\",\"content\":[]}",
        "{%s,\"content\":[{\"type\":\"T\",\"id\":\"1\",\"data\":{\"a\":1,\"a\":2}}]}",
        "{%s,\"content\":[{\"type\":\"T\",\"id\":\"1\",\"data\":{\"a\":\"\\uD83D\\uDE00 😀 ü\"}}]}",
        "{%s,\"content\":[{\"type\":\"T\",\"id\":\"1\",\"data\":{\"a\":\"\\\\uD83D \\\\\\\"\"}}]}",
        "{%s,\"content\":[],\"contents\":{\"left\":\"alone\"}}",
        "{%s,\"contents\":[{\"left\":{\"alone\":[]}},7],\"content\":[]}",
      })
  void isSentUnchanged(String pattern) throws Exception {
    Path file = LdifFiles.write(directory, pattern.replace("%s", HEADER));

    assertThat(check.check(file).sentAsDropped()).isTrue();
  }

  @Test
  void anOutboundLdifDoesNotNeedContent() throws Exception {
    String text = "{" + HEADER.replace("inbound", "outbound") + "}";

    CheckedLdif checked = check.check(LdifFiles.write(directory, text));

    assertThat(checked.header().processingDirection()).isEqualTo("outbound");
    assertThat(checked.elementCount()).isZero();
  }

  @Test
  void noteSaysThatContentIsReadWhereContentsIsAlsoPresent() throws Exception {
    String text = "{" + HEADER + ",\"contents\":[],\"content\":[" + PAYROLL + "]}";

    CheckedLdif checked = check.check(LdifFiles.write(directory, text));

    assertThat(checked.elementCount()).isEqualTo(1);
    assertThat(checked.notes())
        .containsExactly("contents is sent unchanged; LeanIX reads content, which is also present");
  }

  @Test
  void elementsOfContentsAreNotNotedWhereContentIsAlsoPresent() throws Exception {
    String text = "{" + HEADER + ",\"content\":[" + PAYROLL + "],\"contents\":[{\"id\":7}]}";

    assertThat(check.check(LdifFiles.write(directory, text)).notes())
        .containsExactly("contents is sent unchanged; LeanIX reads content, which is also present");
  }

  @Test
  void fiveHundredCharactersOutsideTheBasicPlaneAreAccepted() throws Exception {
    String id = "😀".repeat(500);
    String text = "{" + HEADER.replace("cmdb-emea", id) + ",\"content\":[]}";

    assertThat(check.check(LdifFiles.write(directory, text)).header().connectorId()).isEqualTo(id);
  }

  @Test
  void aMissingFileIsNotARejection() {
    assertThatThrownBy(() -> check.check(directory.resolve("gone.json")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
