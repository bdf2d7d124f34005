package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleSettingsTest {

  @TempDir Path folder;
  private Path ldif;

  @BeforeEach
  void writeLdif() throws Exception {
    ldif = Files.writeString(folder.resolve("export.json"), "{}");
  }

  @Test
  void withoutSettingsThereAreNoSchedules() {
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void aPeriodMayBeOneSecond() {
    assertThat(read(Map.of("period", "1s")))
        .containsExactly(new Schedule("x", new Period(Duration.ofSeconds(1), "1s"), ldif, null));
  }

  @Test
  void aCronExpressionHasATimeZoneAndMayHaveAChannel() {
    Schedule schedule =
        read(Map.of("cron", "0 0 2 * * ?", "time-zone", "Asia/Tokyo", "channel", "reports")).get(0);

    assertThat(schedule.timing()).hasToString("at 0 0 2 * * ? Asia/Tokyo");
    assertThat(schedule.channel()).isEqualTo("reports");
  }

  @Test
  void theTimeZoneIsTheSystemsWhereNoneIsSet() {
    assertThat(read(Map.of("cron", "0 0 2 * * ?")).get(0).timing())
        .hasToString("at 0 0 2 * * ? " + TimeZone.getDefault().getID());
  }

  @Test
  void aPathStartsWhereTheProgramWasStarted() throws Exception {
    Map<String, String> settings = Map.of("period", "1m", "ldif", "pom.xml");

    assertThat(read(settings).get(0).ldif()).isEqualTo(Path.of("pom.xml").toAbsolutePath());
  }

  @Test
  void eitherAPeriodOrACronExpressionMustBeSet() {
    assertRefused(
        Map.of("channel", "reports"),
        "leanix.schedule.x.period and leanix.schedule.x.cron are not set; set one of them.");
    assertRefused(
        Map.of("period", "1m", "cron", "0 0 2 * * ?"),
        "leanix.schedule.x.period and leanix.schedule.x.cron are both set; set one of them.");
  }

  @Test
  void aPeriodHasNoTimeZone() {
    assertRefused(
        Map.of("period", "1m", "time-zone", "UTC"),
        "leanix.schedule.x.time-zone says nothing about a period; leave it out, or set"
            + " leanix.schedule.x.cron.");
  }

  @ParameterizedTest
  @CsvSource({
    "999ms, 1s or longer",
    "1ms, 1s or longer",
    "often, 'a duration such as 500ms, 30s, 5m or 6h'",
    "15, 'a duration such as 500ms, 30s, 5m or 6h'",
  })
  void aPeriodThatIsNoneOrTooShortIsRefused(String period, String expected) {
    assertRefused(
        Map.of("period", period),
        "leanix.schedule.x.period is \"%s\", but must be %s.".formatted(period, expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 2 * * * | Support for specifying both a day-of-week AND a day-of-month",
        "0 0 25 * * ? | Hour values must be between 0 and 23",
        "0 2 * * * | Unexpected end of expression",
        "@daily | Unexpected character: @",
        "every night | Illegal",
      })
  void aCronExpressionThatQuartzDoesNotUnderstandIsRefusedWithItsWords(String cron, String words) {
    assertThatThrownBy(() -> read(Map.of("cron", cron)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "leanix.schedule.x.cron is \"%s\", but must be a Quartz cron expression such as"
                + " 0 0 2 * * ?",
            cron)
        .hasMessageContaining(words)
        .hasMessageMatching(".*[^.]\\.");
  }

  @Test
  void aTimeThatNeverComesIsRefused() {
    assertRefused(
        Map.of("cron", "0 0 2 31 2 ?"),
        "leanix.schedule.x.cron is \"0 0 2 31 2 ?\", but must be a time that comes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Berlin", "Europe/Bonn", "UTC+2", "GMT+25:00"})
  void anUnknownTimeZoneIsRefused(String zone) {
    assertRefused(
        Map.of("cron", "0 0 2 * * ?", "time-zone", zone),
        "leanix.schedule.x.time-zone is \"%s\", but must be a time zone such as Europe/Berlin or UTC."
            .formatted(zone));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    for (String file : List.of("", folder.toString(), folder.resolve("gone.json").toString())) {
      assertRefused(
          Map.of("period", "1m", "ldif", file),
          "leanix.schedule.x.ldif is \"%s\", but must be a file%s."
              .formatted(file, file.isEmpty() ? "" : " that can be read"));
    }
  }

  @Test
  void aChannelThatThereIsNotIsRefusedWithThoseThatThereAre() {
    Map<String, String> settings = Map.of("period", "1m", "channel", "report");

    assertRefused(
        settings, "leanix.schedule.x.channel is \"report\", but must be one of reports, test.");
    assertThatThrownBy(() -> read(settings, Set.of()))
        .hasMessage(
            "leanix.schedule.x.channel is \"report\", but must be left out: there are no channels"
                + " (leanix.channel.NAME.…).");
  }

  @Test
  void aMisspeltKeyIsRefusedWithThoseThatExist() {
    assertRefused(
        Map.of("intervall", "1m"),
        "leanix.schedule.x.intervall is not a setting: it must be leanix.schedule.NAME.KEY, where KEY"
            + " is one of channel, cron, ldif, period, time-zone.");
  }

  private void assertRefused(Map<String, String> settings, String words) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage(words);
  }

  private List<Schedule> read(Map<String, String> settings) {
    return read(settings, new TreeSet<>(Set.of("reports", "test")));
  }

  /** Reads the settings of a schedule x; its file is there unless they say otherwise. */
  private List<Schedule> read(Map<String, String> settings, Set<String> channels) {
    Map<String, String> all = new HashMap<>(settings);
    if (!all.isEmpty()) {
      all.putIfAbsent("ldif", ldif.toString());
    }
    Properties properties = new Properties();
    all.forEach((key, value) -> properties.setProperty("leanix.schedule.x." + key, value));
    CamelContext context = new DefaultCamelContext();
    context.getPropertiesComponent().setInitialProperties(properties);
    context.start();
    try {
      return new ScheduleSettings(Settings.of(context), channels).all();
    } finally {
      context.stop();
    }
  }
}
