package io.github.leanixruns.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * What the settings say about one schedule.
 *
 * @param ldif the file that each run sends
 * @param channel the channel of the runs, or null
 */
record Schedule(String name, Timing timing, Path ldif, String channel) {

  /** Returns a time to the second, ISO 8601 with the offset of the schedule's time zone. */
  String describe(Instant time) {
    return time.atZone(timing.zone())
        .truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
