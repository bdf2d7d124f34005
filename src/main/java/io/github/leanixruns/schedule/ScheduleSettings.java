package io.github.leanixruns.schedule;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;

/** Reads {@code leanix.schedule.NAME.…}. */
final class ScheduleSettings {

  private static final String KIND = "leanix.schedule";
  private static final Set<String> KEYS = Set.of("period", "cron", "time-zone", "ldif", "channel");
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  private final Settings settings;
  private final Set<String> channels;

  /**
   * @param channels the names of the channels that there are
   */
  ScheduleSettings(Settings settings, Set<String> channels) {
    this.settings = settings;
    this.channels = channels;
  }

  /** Returns all schedules, sorted by their names. */
  List<Schedule> all() {
    return settings.named(KIND, KEYS).stream().map(this::of).toList();
  }

  private Schedule of(String name) {
    String prefix = KIND + "." + name + ".";
    return new Schedule(name, timing(prefix), ldif(prefix + "ldif"), channel(prefix + "channel"));
  }

  private Timing timing(String prefix) {
    boolean period = settings.has(prefix + "period");
    boolean cron = settings.has(prefix + "cron");
    if (period == cron) {
      throw new SettingsException(
          "%speriod and %scron are %s; set one of them."
              .formatted(prefix, prefix, period ? "both set" : "not set"));
    }
    if (period && settings.has(prefix + "time-zone")) {
      throw new SettingsException(
          "%stime-zone says nothing about a period; leave it out, or set %scron."
              .formatted(prefix, prefix));
    }
    return period ? period(prefix + "period") : cron(prefix + "cron", prefix + "time-zone");
  }

  private Period period(String setting) {
    Duration length = settings.duration(setting);
    if (length.compareTo(SHORTEST_PERIOD) < 0) {
      throw refuse(setting, "1s or longer", null);
    }
    return new Period(length, settings.text(setting));
  }

  private Cron cron(String setting, String zoneSetting) {
    try {
      Cron cron = new Cron(settings.text(setting), zone(zoneSetting));
      if (!cron.comes()) {
        throw refuse(setting, "a time that comes", null);
      }
      return cron;
    } catch (ParseException e) {
      throw refuse(
          setting,
          "a Quartz cron expression such as 0 0 2 * * ? (second, minute, hour, day of month, month,"
              + " day of week): "
              + e.getMessage().replaceAll("\\.$", ""),
          e);
    }
  }

  /** Java takes a zone that it does not know for GMT, so it is asked before. */
  private TimeZone zone(String setting) {
    String id = settings.text(setting);
    if (id.isEmpty()) {
      return TimeZone.getDefault();
    }
    if (!ZoneId.getAvailableZoneIds().contains(id)) {
      throw refuse(setting, "a time zone such as Europe/Berlin or UTC", null);
    }
    return TimeZone.getTimeZone(id);
  }

  private Path ldif(String setting) {
    Path file = settings.file(setting);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw refuse(setting, "a file that can be read", null);
    }
    return file;
  }

  private String channel(String setting) {
    String channel = settings.text(setting);
    if (channel.isEmpty()) {
      return null;
    }
    if (!channels.contains(channel)) {
      throw refuse(
          setting,
          channels.isEmpty()
              ? "left out: there are no channels (leanix.channel.NAME.…)"
              : "one of " + String.join(", ", channels),
          null);
    }
    return channel;
  }

  private SettingsException refuse(String setting, String expected, Exception cause) {
    return new SettingsException(
        "%s is \"%s\", but must be %s.".formatted(setting, settings.text(setting), expected),
        cause);
  }
}
