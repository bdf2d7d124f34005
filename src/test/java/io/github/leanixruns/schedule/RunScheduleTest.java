package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RunScheduleTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final RunSchedule period = schedule(FixedDelay.of(QUARTER), "every 15m");
  private final RunSchedule nightly =
      schedule(new QuartzCron("0 30 1 * * ?", BERLIN), "at 0 30 1 * * ? Europe/Berlin");

  @Test
  void aNewPeriodIsDueAtOnce() {
    assertThat(period.start(null, START))
        .isEqualTo(new ScheduleState("every 15m", START, null, null));
  }

  @Test
  void aNewCronScheduleWaitsForItsNextTime() {
    assertThat(nightly.start(null, time("2026-01-02T12:00:00+01:00")).due())
        .isEqualTo(time("2026-01-03T01:30:00+01:00"));
  }

  @Test
  void aChangedPeriodCountsFromTheLastRun() {
    Instant changedAt = START.plus(Duration.ofHours(1));

    assertThat(period.start(ranAt(START), changedAt))
        .isEqualTo(new ScheduleState("every 15m", START.plus(QUARTER), START, "run-1"));
  }

  @Test
  void aChangedCronScheduleWaitsForItsNextTime() {
    ScheduleState changed =
        nightly.start(ranAt(time("2026-01-02T08:00:00+01:00")), time("2026-01-05T12:00:00+01:00"));

    assertThat(changed.due()).isEqualTo(time("2026-01-06T01:30:00+01:00"));
    assertThat(changed.lastRun()).isEqualTo("run-1");
  }

  private static ScheduleState ranAt(Instant time) {
    return new ScheduleState("every 1h", time.plus(Duration.ofHours(1)), time, "run-1");
  }

  @Test
  void thePeriodCountsFromTheTimeThatWasDue() {
    Instant due = START;
    for (int firing = 0; firing < 1_000; firing++) {
      due = period.next(due, due.plusMillis(firing % 7 * 900L));
    }

    assertThat(due).isEqualTo(START.plus(QUARTER.multipliedBy(1_000)));
  }

  @Test
  void thePeriodCountsFromNowIfMoreThanHalfOfItWasMissed() {
    Instant half = START.plus(QUARTER.dividedBy(2));
    Instant later = START.plus(Duration.ofHours(5));

    assertThat(period.next(START, half)).isEqualTo(START.plus(QUARTER));
    assertThat(period.next(START, half.plusMillis(1))).isEqualTo(half.plusMillis(1).plus(QUARTER));
    assertThat(period.next(START, later)).isEqualTo(later.plus(QUARTER));
  }

  @Test
  void theNextTimeOfACronScheduleFollowsTheTimeThatWasDue() {
    Instant due = time("2026-01-03T01:30:00+01:00");

    assertThat(nightly.next(due, due)).isEqualTo(time("2026-01-04T01:30:00+01:00"));
    assertThat(nightly.next(due, due.plusSeconds(90))).isEqualTo(time("2026-01-04T01:30:00+01:00"));
  }

  @Test
  void afterDowntimeACronScheduleSkipsAllOtherTimesThatWereMissed() {
    Instant missed = time("2026-01-03T01:30:00+01:00");
    Instant back = time("2026-01-09T08:00:00+01:00");

    assertThat(nightly.next(missed, back)).isEqualTo(time("2026-01-10T01:30:00+01:00"));
  }

  @Test
  void afterItsLastTimeACronScheduleIsNeverDue() {
    RunSchedule once = schedule(new QuartzCron("0 0 12 24 12 ? 2026", BERLIN), "at …");
    Instant last = time("2026-12-24T12:00:00+01:00");

    assertThat(once.next(last, last.plusSeconds(1))).isEqualTo(Schedule.NEVER);
  }

  @Test
  void timesAreDisplayedInTheTimeZoneOfTheSchedule() {
    assertThat(nightly.describe(Instant.parse("2026-07-01T10:00:00.123Z")))
        .isEqualTo("2026-07-01T12:00:00+02:00");
  }

  private static RunSchedule schedule(Schedule timing, String description) {
    return new RunSchedule("x", timing, description, BERLIN, Path.of("x.json"), null);
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
