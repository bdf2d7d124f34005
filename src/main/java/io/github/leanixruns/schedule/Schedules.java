package io.github.leanixruns.schedule;

import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.inbox.Origin;
import io.github.leanixruns.run.Times;
import io.github.leanixruns.settings.Settings;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Decides whose turn it is. All that a decision needs of the past is in the schedule's row of the
 * ledger, so that it is the same after a restart and on every node.
 */
public final class Schedules {

  // Quartz calls up to two milliseconds early, and clocks are set
  private static final Duration TOO_EARLY = Duration.ofMillis(100);

  private final SortedMap<String, Schedule> schedules = new TreeMap<>();
  private final Clock clock;

  Schedules(Collection<Schedule> schedules, Clock clock) {
    schedules.forEach(schedule -> this.schedules.put(schedule.name(), schedule));
    this.clock = clock;
  }

  /**
   * Reads the schedules from the settings.
   *
   * @param channels the names of the channels that there are
   */
  public static Schedules of(Settings settings, Set<String> channels, Clock clock) {
    return new Schedules(new ScheduleSettings(settings, channels).all(), clock);
  }

  Collection<Schedule> all() {
    return schedules.values();
  }

  /** Returns the schedule of a row, or nothing where the settings have it no longer. */
  Optional<Schedule> of(Map<String, Object> past) {
    return Optional.ofNullable(schedules.get(past.get("name")));
  }

  /** Returns when the next turn of a schedule is due, which may be past. */
  Optional<Instant> due(Map<String, Object> past) {
    return of(past)
        .flatMap(
            schedule ->
                schedule
                    .timing()
                    .due(Times.of(past, "known_since"), Times.of(past, "last_turn_at")));
  }

  /**
   * Returns the names of the schedules whose turn was due and has not been taken: it was missed, or
   * something was in the way.
   *
   * @param rows the rows of {@code select-schedules.sql}
   */
  public List<String> overdue(@Body List<Map<String, Object>> rows) {
    Instant now = clock.instant();
    return rows.stream()
        .filter(row -> due(row).filter(due -> !due.isAfter(now)).isPresent())
        .map(row -> (String) row.get("name"))
        .toList();
  }

  /** Returns the turn that a schedule has now, or null. */
  public Turn turn(@Variable("past") Map<String, Object> past) {
    Instant now = clock.instant();
    return due(past)
        .filter(due -> !due.isAfter(now.plus(TOO_EARLY)))
        .map(due -> of(past).orElseThrow().timing().turnAt(due, now))
        .map(at -> new Turn(at.toEpochMilli(), key(past)))
        .orElse(null);
  }

  private static DeliveryKey key(Map<String, Object> past) {
    // not of the content: nodes may have different copies of the file
    return new DeliveryKey(
        "schedule %s %s %s".formatted(past.get("name"), past.get("known_since"), past.get("turns")),
        false);
  }

  /** Returns the file that a schedule's run sends. */
  public File ldif(@Variable("schedule") String name) throws FileNotFoundException {
    Path file = schedules.get(name).ldif();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new FileNotFoundException("its file " + file + " is gone or cannot be read");
    }
    return file.toFile();
  }

  /** Returns by which source, and for which channel, a schedule's run comes in. */
  public Origin origin(@Variable("schedule") String name) {
    return Origin.of("schedule " + name, schedules.get(name).channel());
  }
}
