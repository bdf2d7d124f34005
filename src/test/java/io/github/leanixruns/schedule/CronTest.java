package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CronTest {

  private static final String NIGHTLY = "0 30 1 * * ?";

  @Test
  void aTurnIsDueAtTheNextTimeAfterTheLastOne() throws Exception {
    assertThat(due(NIGHTLY, "2026-01-02T12:00:00+01:00", "2026-01-05T01:30:00+01:00"))
        .isEqualTo(time("2026-01-06T01:30:00+01:00"));
  }

  @Test
  void aScheduleThatIsNewWaitsForItsNextTime() throws Exception {
    assertThat(due(NIGHTLY, "2026-01-02T12:00:00+01:00", null))
        .isEqualTo(time("2026-01-03T01:30:00+01:00"));
  }

  @Test
  void aScheduleThatWasChangedWaitsForItsNextTimeAsWell() throws Exception {
    assertThat(due(NIGHTLY, "2026-01-05T12:00:00+01:00", "2026-01-02T08:00:00+01:00"))
        .isEqualTo(time("2026-01-06T01:30:00+01:00"));
  }

  @Test
  void ofAllTimesThatWereMissedOneIsMadeUpFor() throws Exception {
    Cron cron = cron(NIGHTLY);
    Instant missed = cron.due(time("2026-01-02T12:00:00Z"), null).orElseThrow();
    Instant back = time("2026-01-09T08:00:00+01:00");

    assertThat(missed).isBefore(back);
    assertThat(cron.due(missed, cron.turnAt(missed, back)))
        .hasValue(time("2026-01-10T01:30:00+01:00"));
  }

  @Test
  void aCallThatComesEarlyDoesNotLeadToASecondTurnAtTheSameTime() throws Exception {
    Cron cron = cron(NIGHTLY);
    Instant due = time("2026-01-03T01:30:00+01:00");

    assertThat(cron.due(due, cron.turnAt(due, due.minusMillis(2))))
        .hasValue(time("2026-01-04T01:30:00+01:00"));
  }

  @Test
  void whenTheClocksChangeTheTimeStaysThatOfTheClocks() throws Exception {
    assertThat(times(NIGHTLY, "2026-03-28T00:00:00+01:00").limit(3))
        .containsExactly(
            time("2026-03-28T01:30:00+01:00"),
            time("2026-03-29T01:30:00+01:00"),
            time("2026-03-30T01:30:00+02:00"));
  }

  @Test
  void aTimeThatTheClocksLeaveOutIsLeftOutAndOneThatComesTwiceIsTakenOnce() throws Exception {
    assertThat(times("0 30 2 * * ?", "2026-03-28T00:00:00+01:00").limit(2))
        .containsExactly(time("2026-03-28T02:30:00+01:00"), time("2026-03-30T02:30:00+02:00"));
    assertThat(times("0 30 2 * * ?", "2026-10-24T00:00:00+02:00").limit(3))
        .containsExactly(
            time("2026-10-24T02:30:00+02:00"),
            time("2026-10-25T02:30:00+01:00"),
            time("2026-10-26T02:30:00+01:00"));
  }

  @Test
  void thereIsNothingDueAfterTheLastTimeOfAll() throws Exception {
    Cron cron = cron("0 0 12 24 12 ? 2026");

    assertThat(cron.comes()).isTrue();
    assertThat(cron.due(time("2026-12-24T12:00:00+01:00"), null)).isEmpty();
    assertThat(cron("0 0 12 31 2 ?").comes()).isFalse();
  }

  @Test
  void timesAreSaidInTheZoneOfTheSchedule() throws Exception {
    Schedule schedule = new Schedule("x", cron(NIGHTLY), Path.of("x.json"), null);

    assertThat(schedule.describe(time("2026-07-01T10:00:00.123Z")))
        .isEqualTo("2026-07-01T12:00:00+02:00");
  }

  private static Stream<Instant> times(String expression, String after) throws ParseException {
    Cron cron = cron(expression);
    return Stream.iterate(time(after), time -> cron.due(time, null).orElseThrow()).skip(1);
  }

  private static Instant due(String expression, String knownSince, String lastTurn)
      throws ParseException {
    return cron(expression)
        .due(time(knownSince), lastTurn == null ? null : time(lastTurn))
        .orElseThrow();
  }

  private static Cron cron(String expression) throws ParseException {
    return new Cron(expression, TimeZone.getTimeZone("Europe/Berlin"));
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
