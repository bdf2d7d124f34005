package io.github.leanixruns.schedule;

import io.github.leanixruns.inbox.Origin;
import io.github.leanixruns.settings.Settings;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Variable;

/** Holds the schedules of the settings, and provides what the route of a firing needs. */
public final class RunSchedules {

  private final SortedMap<String, RunSchedule> schedules = new TreeMap<>();

  RunSchedules(Collection<RunSchedule> schedules) {
    schedules.forEach(schedule -> this.schedules.put(schedule.name(), schedule));
  }

  /**
   * Reads the schedules from the settings.
   *
   * @param channels the names of the channels of the settings
   */
  public static RunSchedules of(Settings settings, Set<String> channels) {
    return new RunSchedules(new ScheduleSettings(settings, channels).all());
  }

  /** Returns all schedules, sorted by name. */
  Collection<RunSchedule> all() {
    return schedules.values();
  }

  /**
   * Returns the file that the runs of a schedule send.
   *
   * @throws FileNotFoundException if the file is missing or not readable
   */
  public File ldif(@Variable("schedule") String name) throws FileNotFoundException {
    Path file = schedules.get(name).ldif();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new FileNotFoundException("the file " + file + " is missing or not readable");
    }
    return file.toFile();
  }

  /** Returns the source and the channel of the runs of a schedule. */
  public Origin origin(@Variable("schedule") String name) {
    return Origin.of("schedule " + name, schedules.get(name).channel());
  }
}
