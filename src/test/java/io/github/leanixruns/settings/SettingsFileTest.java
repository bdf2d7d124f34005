package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

  @TempDir private Path folder;
  private Path file;

  @Test
  void aByteOrderMarkDoesNotHideTheFirstSetting() throws IOException {
    assertThat(read("\uFEFFleanix.test = true\n")).containsEntry("leanix.test", "true");
  }

  @Test
  void aMissingFileHasNoSettings() {
    assertThat(SettingsFile.read(folder.resolve("none")).values()).isEmpty();
  }

  @Test
  void commentsAndContinuedLinesAreReadAsJavaDoes() throws IOException {
    String text =
        """
        # a comment \\
          ! another
        leanix.a = one \\
          # two
        leanix.b:three\\
        """;

    assertThat(read(text)).isEqualTo(Map.of("leanix.a", "one # two", "leanix.b", "three"));
  }

  @Test
  void blanksAroundAValueAreRemoved() throws IOException {
    assertThat(read("leanix.a =  x y \t \r\nleanix.b = \n"))
        .isEqualTo(Map.of("leanix.a", "x y", "leanix.b", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"leanix.base-url", "leanix.baseUrl", "leanix.BASE-URL", "leanix.base\\u002durl"})
  void aKeyThatIsSetTwiceIsRefusedWithBothLines(String again) {
    assertRefused(
        "leanix.base-url = a\n\nleanix.c = x\\\n y\n" + again + " = b",
        ", line 5 sets "
            + again.replace("\\u002d", "-")
            + " again, after line 1. Keep one of them.");
  }

  @Test
  void aLineWithoutAValueMayBeFollowedByOneWithAValueAndNotTheOtherWayRound() throws IOException {
    assertThat(read("leanix.a =\nleanix.a = b")).isEqualTo(Map.of("leanix.a", "b"));
    assertRefused(
        "leanix.a = b\nleanix.a =",
        ", line 2 sets leanix.a again, after line 1. Keep one of them.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\data", "data\\inbox", "C:\\temp", "x\\\\\\y", "a\\notes"})
  void aSingleBackslashIsRefused(String value) {
    assertRefused(
        "\nleanix.data = " + value,
        ", line 2 has a backslash in the value of leanix.data, which Java removes. Write / or \\\\.");
  }

  @Test
  void escapesThatMeanWhatTheyLookLikeAreAccepted() throws IOException {
    assertThat(read("leanix.a = C\\:\\\\x \\# \\u00e4\ncamel.b = a\\tb"))
        .isEqualTo(Map.of("leanix.a", "C:\\x # ä", "camel.b", "a\tb"));
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    file = folder.resolve("application.properties");
    Files.write(file, "leanix.a = \u00e4".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(file + " is not UTF-8. Save it in this encoding.");
  }

  @Test
  void aMessageGetsTheLineOfTheSettingThatItNames() throws IOException {
    read("leanix.run.poll = soon\nleanix.empty =");
    SettingsFile settings = SettingsFile.read(file);

    assertThat(settings.withLine("leanix.run.poll is \"soon\"."))
        .isEqualTo("leanix.run.poll is \"soon\". (leanix.run.poll is in " + file + ", line 1)");
    for (String other : new String[] {"leanix.run.poll-max is x", "leanix.empty is", "Nothing"}) {
      assertThat(settings.withLine(other)).isEqualTo(other);
    }
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SettingsException.class)
        .hasMessage(file + message);
  }

  private Map<Object, Object> read(String text) throws IOException {
    file = Files.writeString(folder.resolve("application.properties"), text);
    return SettingsFile.read(file).values();
  }
}
