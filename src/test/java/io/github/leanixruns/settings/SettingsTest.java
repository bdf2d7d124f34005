package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String NAME = "leanix.some.setting";

  @Test
  void aTextIsReturnedUnchanged() {
    assertThat(with("two words").text(NAME)).isEqualTo("two words");
    assertThat(with("").text(NAME)).isEmpty();
  }

  @Test
  void aBlankSettingHasNoValue() {
    assertThat(with("x").has(NAME)).isTrue();
    assertThat(with("").has(NAME)).isFalse();
    assertThat(with("  ").has(NAME)).isFalse();
  }

  @Test
  void onlyListedValuesAreAccepted() {
    assertThat(with("none").oneOf(NAME, "connector", "none")).isEqualTo("none");
    for (String other : new String[] {"", "None", "both", " none"}) {
      assertRefused(
          () -> with(other).oneOf(NAME, "connector", "none"), other, "one of connector, none");
    }
  }

  @Test
  void aFlagIsTrueOrFalse() {
    assertThat(with("true").flag(NAME)).isTrue();
    assertThat(with("false").flag(NAME)).isFalse();
    for (String other : new String[] {"", "yes", "TRUE", "1"}) {
      assertRefused(() -> with(other).flag(NAME), other, "one of true, false");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S",
    "500ms, PT0.5S",
    "30s, PT30S",
    "5m, PT5M",
    "6h, PT6H",
    "2d, PT48H",
    "1h30m, PT1H30M",
    "1m30s500ms, PT1M30.5S",
  })
  void aDurationConsistsOfNumbersAndUnits(String value, Duration expected) {
    assertThat(with(value).duration(NAME)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0s",
        "0ms",
        "-5s",
        "soon",
        "s",
        "ms",
        "5",
        "5sx",
        "5 s",
        "1.5s",
        "PT5S",
        "5 apples",
        "99999999999999999999h",
        "106751991168d"
      })
  void anInvalidDurationIsRefused(String value) {
    assertRefused(
        () -> with(value).duration(NAME), value, "a duration such as 500ms, 30s, 5m or 6h");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1_000})
  void theBoundsOfANumberAreInclusive(int value) {
    assertThat(with(String.valueOf(value)).number(NAME, 1, 1_000)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1001", "1.0", "eight", "8 ", "99999999999", "0x8"})
  void anInvalidNumberIsRefused(String value) {
    assertRefused(() -> with(value).number(NAME, 1, 1_000), value, "a whole number from 1 to 1000");
  }

  @ParameterizedTest
  @CsvSource({"1KB, 1024", "500KB, 512000", "10MB, 10485760", "1GB, 1073741824"})
  void aSizeConsistsOfANumberAndAUnit(String value, int expected) {
    assertThat(with(value).bytes(NAME)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10B", "10 MB", "0MB", "-1MB", "1.5MB", "2GB", "9999999GB", "mb"})
  void anInvalidSizeIsRefused(String value) {
    assertRefused(() -> with(value).bytes(NAME), value, "a size up to 1GB, such as 500KB or 10MB");
  }

  @Test
  void aFolderIsANormalizedAbsolutePath() {
    Path here = Path.of("").toAbsolutePath();

    assertThat(with("data").directory(NAME)).isEqualTo(here.resolve("data"));
    assertThat(with("a/../data/./x").directory(NAME)).isEqualTo(here.resolve("data/x"));
    assertThat(with(here.toString()).directory(NAME)).isEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000b"})
  void anInvalidFolderIsRefused(String value) {
    assertRefused(() -> with(value).directory(NAME), value, "a folder");
  }

  @Test
  void theSettingsExceptionThatCausedAFailureIsFound() {
    SettingsException settings = new SettingsException("reason");

    assertThat(SettingsException.in(new Exception(new RuntimeException(settings))))
        .containsSame(settings);
    assertThat(SettingsException.in(settings)).containsSame(settings);
    assertThat(SettingsException.in(new Exception(new RuntimeException()))).isEmpty();
    assertThat(SettingsException.in(null)).isEmpty();
  }

  private static void assertRefused(ThrowingCallable reading, String value, String expected) {
    assertThatThrownBy(reading)
        .isInstanceOf(SettingsException.class)
        .hasMessage("%s is \"%s\", but must be %s.", NAME, value, expected);
  }

  private static Settings with(String value) {
    return new Settings(name -> NAME.equals(name) ? value : "", Set::of, Map.of());
  }

  @Test
  void unknownSettingsAreFound() {
    Settings settings =
        new Settings(
            name -> "",
            () ->
                Set.of(
                    "leanix.inbox.setle",
                    "leanix.inbox.settle",
                    "leanix.home",
                    "leanix.channel.crm.test",
                    "leanix.schedule.nightly.cron",
                    "camel.main.name"),
            Map.of("LEANIX_RUN_POL", "", "LEANIX_RUN_POLL", "", "LEANIX_CHANNEL_CRM_TEST", ""));

    assertThat(settings.unknown()).containsExactly("LEANIX_RUN_POL", "leanix.inbox.setle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"~/data", "~", "$HOME/data", "${HOME}/data", "%USERPROFILE%/data", "C:\\data"})
  void aPathWithSomethingThatIsNotReplacedIsRefused(String value) {
    assertRefused(
        () -> with(value).directory(NAME),
        value,
        "a folder without ~, $NAME, %NAME% and \\, which are not replaced");
  }

  @ParameterizedTest
  @CsvSource({
    "{{env:LEANIX_RUNS_TEST_NONE}}, the placeholder {{env:LEANIX_RUNS_TEST_NONE}}",
    "jdbc:{{no.such.key}}, the placeholder {{no.such.key}}",
    "{{leanix.other}}, the placeholder {{no.such.key}}",
    "x{{y, {{ or }}",
    "x}}y, {{ or }}",
  })
  void aPlaceholderThatCannotBeResolvedIsRefused(String value, String placeholder) {
    assertThatThrownBy(() -> resolved(value))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "%s contains %s, which cannot be resolved. Define it, or write the value itself.",
            NAME, placeholder);
  }

  @Test
  void otherPlaceholdersAreResolved() throws Exception {
    assertThat(resolved("a{{leanix.b}}{{no.such.key:-c}}{{?no.such.key}}")).isEqualTo("ab-c");
    assertThat(resolved("")).isEmpty();
  }

  private static String resolved(String value) throws IOException {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      Properties properties = new Properties();
      properties.setProperty(NAME, value);
      properties.setProperty("leanix.b", "b");
      properties.setProperty("leanix.other", "{{no.such.key}}");
      context.getPropertiesComponent().setInitialProperties(properties);
      context.start();
      return Settings.of(context).text(NAME);
    }
  }

  @Test
  void anEnvironmentVariableWithAPlaceholderIsRefused() {
    for (String value : new String[] {"a{{b", "a}}b", "{{?b}}", "{{leanix.data}}"}) {
      assertThatThrownBy(
              () ->
                  new Settings(name -> "", Set::of, Map.of("LEANIX_QUEUE_PASSWORD", value))
                      .requirePlainValues())
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("LEANIX_QUEUE_PASSWORD contains {{ or }}");
    }
  }
}
