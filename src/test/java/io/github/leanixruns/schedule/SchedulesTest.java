package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.inbox.Origin;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTest {

  private static final Duration QUARTER = Duration.ofMinutes(15);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock();
  private final Instant start = clock.instant();

  @Test
  void aTurnIsTakenOnceWhenItIsDue() {
    Turn first = schedules().turn(row(0, null));

    assertThat(first.at()).isEqualTo(start.toEpochMilli());
    assertThat(schedules().turn(row(1, first.at()))).isNull();

    clock.advance(QUARTER);
    assertThat(schedules().turn(row(1, first.at())).at())
        .isEqualTo(start.plus(QUARTER).toEpochMilli());
  }

  @Test
  void aCallThatIsAFewMillisecondsEarlyIsTakenForTheTurn() {
    clock.advance(QUARTER.minusMillis(100));
    assertThat(schedules().turn(row(1, start.toEpochMilli())).at())
        .isEqualTo(start.plus(QUARTER).toEpochMilli());

    clock.advance(Duration.ofMillis(-1));
    assertThat(schedules().turn(row(1, start.toEpochMilli()))).isNull();
  }

  @Test
  void everyAttemptAtATurnHasTheSameKeyAndNoOtherTurnHas() {
    clock.advance(QUARTER);
    DeliveryKey key = schedules().turn(row(1, start.toEpochMilli())).key();
    clock.advance(QUARTER);

    assertThat(schedules().turn(row(1, start.toEpochMilli())).key()).isEqualTo(key);
    assertThat(schedules().turn(row(2, start.toEpochMilli())).key()).isNotEqualTo(key);
    assertThat(schedules().turn(row(0, null)).key()).isNotEqualTo(key);
  }

  @Test
  void whatIsDueAndHadNoTurnIsOverdue() {
    List<Map<String, Object>> rows = List.of(row(1, start.toEpochMilli()));
    assertThat(schedules().overdue(rows)).isEmpty();

    clock.advance(QUARTER);

    assertThat(schedules().overdue(rows)).containsExactly("often");
  }

  @Test
  void aScheduleThatTheSettingsHaveNoLongerIsNeverDue() {
    Map<String, Object> removed = row(0, null);
    removed.put("name", "removed");

    assertThat(schedules().overdue(List.of(removed))).isEmpty();
    assertThat(schedules().due(removed)).isEmpty();
    assertThat(schedules().turn(removed)).isNull();
  }

  @Test
  void aFileThatIsGoneIsSaid() throws Exception {
    assertThatThrownBy(() -> schedules().ldif("often"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("its file %s is gone or cannot be read", folder.resolve("export.json"));

    Files.writeString(folder.resolve("export.json"), "{}");
    assertThat(schedules().ldif("often")).hasContent("{}");
  }

  @Test
  void theDoorIsNamedAfterTheSchedule() {
    assertThat(schedules().origin("often")).isEqualTo(Origin.of("schedule often", "reports"));
  }

  private Schedules schedules() {
    return new Schedules(
        List.of(
            new Schedule(
                "often", new Period(QUARTER, "15m"), folder.resolve("export.json"), "reports")),
        clock);
  }

  private Map<String, Object> row(long turns, Long lastTurnAt) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", "often");
    row.put("known_since", start.toEpochMilli());
    row.put("turns", turns);
    row.put("last_turn_at", lastTurnAt);
    return row;
  }
}
