package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Period period = new Period(QUARTER, "15m");

  @Test
  void theFirstTurnIsDueAtOnce() {
    assertThat(period.due(START, null)).hasValue(START);
  }

  @Test
  void theNextTurnIsDueOnePeriodAfterTheLast() {
    assertThat(period.due(START, START.plusSeconds(60)))
        .hasValue(START.plusSeconds(60).plus(QUARTER));
  }

  @Test
  void whenThePeriodWasChangedTheNewOneCountsFromTheLastTurn() {
    Instant changedAt = START.plus(Duration.ofHours(1));

    assertThat(period.due(changedAt, START)).hasValue(START.plus(QUARTER));
  }

  @Test
  void callsThatAreABitLateDoNotPutOffTheTurnsAfterThem() {
    Instant due = START;
    for (int turn = 0; turn < 1_000; turn++) {
      Instant late = due.plusMillis(turn % 7 * 900L);
      due = period.due(START, period.turnAt(due, late)).orElseThrow();
    }

    assertThat(due).isEqualTo(START.plus(QUARTER.multipliedBy(1_000)));
  }

  @Test
  void aCallThatIsABitEarlyDoesNotBringForwardTheTurnsAfterIt() {
    assertThat(period.turnAt(START, START.minusMillis(2))).isEqualTo(START);
  }

  @Test
  void afterALongBreakThePeriodCountsAnew() {
    Instant back = START.plus(Duration.ofHours(5));

    assertThat(period.turnAt(START, back)).isEqualTo(back);
  }
}
