package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
        .containsExactly(
            new RunSchedule(
                "x", FixedDelay.ofSeconds(1), "every 1s", ZoneId.systemDefault(), ldif, null));
  }

  @Test
  void aCronScheduleHasATimeZoneAndMayHaveAChannel() {
    RunSchedule schedule =
        read(Map.of("cron", "0 0 2 * * ?", "time-zone", "Asia/Tokyo", "channel", "reports")).get(0);

    assertThat(schedule.description()).isEqualTo("at 0 0 2 * * ? Asia/Tokyo");
    assertThat(schedule.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(schedule.timing().getInitialExecutionTime(Instant.parse("2026-01-02T03:04:05Z")))
        .isEqualTo("2026-01-02T17:00:00Z");
    assertThat(schedule.channel()).isEqualTo("reports");
  }

  @Test
  void theDefaultTimeZoneIsTheSystemTimeZone() {
    assertThat(read(Map.of("cron", "0 0 2 * * ?")).get(0).description())
        .isEqualTo("at 0 0 2 * * ? " + ZoneId.systemDefault());
  }

  @Test
  void aRelativePathIsResolvedAgainstTheWorkingDirectory() throws Exception {
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
        "leanix.schedule.x.time-zone has no effect on a period; remove it, or set"
            + " leanix.schedule.x.cron instead of leanix.schedule.x.period.");
  }

  @ParameterizedTest
  @CsvSource({
    "999ms, 1s or longer",
    "1ms, 1s or longer",
    "often, 'a duration such as 500ms, 30s, 5m or 6h'",
    "15, 'a duration such as 500ms, 30s, 5m or 6h'",
  })
  void anInvalidOrTooShortPeriodIsRefused(String period, String expected) {
    assertRefused(
        Map.of("period", period),
        "leanix.schedule.x.period is \"%s\", but must be %s.".formatted(period, expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 2 * * * | Both, a day-of-week AND a day-of-month parameter, are not supported",
        "0 0 25 * * ? | Value 25 not in range [0, 23]",
        "0 2 * * * | Cron expression contains 5 parts but we expect one of [6, 7]",
        "@daily | Nicknames not supported",
        "every night | Cron expression contains 2 parts",
        "- | the expression is empty",
        "0 0 22-4 * * ? | the range 22-4 must be ascending; use a list of two ranges",
      })
  void anInvalidCronExpressionIsRefusedWithTheReason(String cron, String reason) {
    assertThatThrownBy(() -> read(Map.of("cron", cron)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "leanix.schedule.x.cron is \"%s\", but must be a Quartz cron expression such as"
                + " 0 0 2 * * ?",
            cron)
        .hasMessageContaining(reason)
        .hasMessageMatching(".*[^.]\\.");
  }

  @Test
  void aCronExpressionThatMatchesNoDateIsRefused() {
    assertRefused(
        Map.of("cron", "0 0 2 31 2 ?"),
        "leanix.schedule.x.cron is \"0 0 2 31 2 ?\", but must be an expression that matches at least one date.");
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
  void aFolderOrNoFileIsRefused() {
    for (String file : List.of("", folder.toString())) {
      assertRefused(
          Map.of("period", "1m", "ldif", file),
          "leanix.schedule.x.ldif is \"%s\", but must be a file.".formatted(file));
    }
  }

  @Test
  void aMissingFileIsAWarningAtTheStart() {
    Path gone = folder.resolve("gone.json");
    try (LogLines log = new LogLines("leanix")) {
      List<RunSchedule> schedules = read(Map.of("period", "1m", "ldif", gone.toString()));

      assertThat(schedules).singleElement().extracting(RunSchedule::ldif).isEqualTo(gone);
      assertThat(log.lines())
          .containsExactly(
              "WARN leanix.schedule.x.ldif: the file %s is missing or not readable. It is needed when due."
                  .formatted(gone));
    }
  }

  @Test
  void anUnknownChannelIsRefusedWithTheExistingOnes() {
    Map<String, String> settings = Map.of("period", "1m", "channel", "report");

    assertRefused(
        settings, "leanix.schedule.x.channel is \"report\", but must be one of reports, test.");
    assertThatThrownBy(() -> read(settings, Set.of()))
        .hasMessage(
            "leanix.schedule.x.channel is \"report\", but must be removed: the settings have no"
                + " channels (leanix.channel.NAME.…).");
  }

  @Test
  void aMisspelledKeyIsRefusedWithTheExistingOnes() {
    assertRefused(
        Map.of("intervall", "1m"),
        "leanix.schedule.x.intervall is not a setting: it must be leanix.schedule.NAME.KEY, where KEY"
            + " is one of channel, cron, ldif, period, time-zone.");
  }

  private void assertRefused(Map<String, String> settings, String message) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  private List<RunSchedule> read(Map<String, String> settings) {
    return read(settings, new TreeSet<>(Set.of("reports", "test")));
  }

  /** Reads the settings of a schedule x. Its file exists unless the settings name another one. */
  private List<RunSchedule> read(Map<String, String> settings, Set<String> channels) {
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
