package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.leanixruns.inbox.Origin;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSchedulesTest {

  @TempDir Path folder;

  @Test
  void aMissingFileIsNamed() throws Exception {
    Path file = folder.resolve("export.json");
    assertThatThrownBy(() -> schedules().ldif("often"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("the file %s is missing or not readable", file);

    Files.writeString(file, "{}");
    assertThat(schedules().ldif("often")).hasContent("{}");
  }

  @Test
  void theSourceIsNamedAfterTheSchedule() {
    assertThat(schedules().origin("often")).isEqualTo(Origin.of("schedule often", "reports"));
  }

  private RunSchedules schedules() {
    return new RunSchedules(
        List.of(
            new RunSchedule(
                "often",
                FixedDelay.ofMinutes(15),
                "every 15m",
                ZoneOffset.UTC,
                folder.resolve("export.json"),
                "reports")));
  }
}
