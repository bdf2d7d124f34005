package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuartzCronTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aDailyTimeFollowsTheLocalTimeWhenTheClocksChange() {
    assertThat(times("0 30 1 * * ?", "2026-03-28T00:00:00+01:00").limit(3))
        .containsExactly(
            time("2026-03-28T01:30:00+01:00"),
            time("2026-03-29T01:30:00+01:00"),
            time("2026-03-30T01:30:00+02:00"));
  }

  @Test
  void aTimeThatDoesNotExistInSpringIsSkippedThatDay() {
    assertThat(times("0 30 2 * * ?", "2026-03-28T00:00:00+01:00").limit(2))
        .containsExactly(time("2026-03-28T02:30:00+01:00"), time("2026-03-30T02:30:00+02:00"));
  }

  @Test
  void aTimeThatOccursTwiceInAutumnIsUsedOnce() {
    assertThat(times("0 30 2 * * ?", "2026-10-24T00:00:00+02:00").limit(3))
        .containsExactly(
            time("2026-10-24T02:30:00+02:00"),
            time("2026-10-25T02:30:00+02:00"),
            time("2026-10-26T02:30:00+01:00"));
    assertThat(times("0 30 * * * ?", "2026-10-25T01:00:00+02:00").limit(3))
        .containsExactly(
            time("2026-10-25T01:30:00+02:00"),
            time("2026-10-25T02:30:00+02:00"),
            time("2026-10-25T03:30:00+01:00"));
  }

  @Test
  void aTimeThatOccursTwiceIsUsedOnceAlsoByAProgramThatStartsBetweenTheTwo() {
    assertThat(times("0 30 2 * * ?", "2026-10-25T02:45:00+02:00").limit(1))
        .containsExactly(time("2026-10-26T02:30:00+01:00"));
  }

  @Test
  void nothingIsDueAfterTheLastYear() {
    Schedule cron = new QuartzCron("0 0 12 24 12 ? 2026", BERLIN);

    assertThat(cron.getInitialExecutionTime(Instant.EPOCH))
        .isEqualTo(time("2026-12-24T12:00:00+01:00"));
    assertThat(cron.getInitialExecutionTime(time("2026-12-24T12:00:00+01:00")))
        .isEqualTo(Schedule.NEVER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0/30 9 ? JAN MON#1 | 2027-01-04T09:00:00+01:00",
        "0 0 2 L * ?          | 2026-01-31T02:00:00+01:00",
        "0 0 2 L-3 * ?        | 2026-01-28T02:00:00+01:00",
        "0 0 2 LW * ?         | 2026-01-30T02:00:00+01:00",
        "0 0 2 15W 8 ?        | 2026-08-14T02:00:00+02:00",
        "0 0 2 ? * 6L         | 2026-01-30T02:00:00+01:00",
        "0 0 2 ? 7 FRIL       | 2026-07-31T02:00:00+02:00",
        "0 0 2 ? * SAT-SUN    | 2026-01-10T02:00:00+01:00",
        "0 0 2 ? * mon-fri    | 2026-01-06T02:00:00+01:00",
        "0 0 2 1 feb,jul ?    | 2026-02-01T02:00:00+01:00",
        "0 */15 8-18 ? * 2    | 2026-01-05T12:15:00+01:00",
        "0 0 2 * * ? *        | 2026-01-06T02:00:00+01:00",
      })
  void anExpressionMeansWhatQuartzDocuments(String expression, String next) {
    assertThat(times(expression, "2026-01-05T12:00:00+01:00").findFirst()).hasValue(time(next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 22-4 * * ?         | the range 22-4 must be ascending; use a list of two ranges",
        "50-10 * * * * ?        | the range 50-10 must be ascending; use a list of two ranges",
        "0 0 2 1,28-3 * ?       | the range 28-3 must be ascending; use a list of two ranges",
        "0 0 2 1 Nov-Feb ?      | the range NOV-FEB must be ascending; use a list of two ranges",
        "0 0 2 1,15,L * ?       | a list cannot contain L, W or #",
        "0 0 2 15W,20 * ?       | a list cannot contain L, W or #",
        "0 0 2 ? * MON#1,FRI    | a list cannot contain L, W or #",
        "0 0 2 ? * 6L,MON       | a list cannot contain L, W or #",
        "0 0 2 30W * ?          | not every month has the day of 30W; use LW for the last weekday",
      })
  void anExpressionForWhichDbSchedulerComputesWrongTimesIsRefused(
      String expression, String reason) {
    assertThatThrownBy(() -> new QuartzCron(expression, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "daily", "0 2 * * *", "0 0 25 * * ?", "0 0 2 * * *"})
  void anInvalidExpressionIsRefused(String expression) {
    assertThatThrownBy(() -> new QuartzCron(expression, BERLIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Stream<Instant> times(String expression, String after) {
    Schedule cron = new QuartzCron(expression, BERLIN);
    return Stream.iterate(time(after), cron::getInitialExecutionTime).skip(1);
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
