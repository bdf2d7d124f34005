package io.github.leanixruns.schedule;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code leanix.schedule.NAME.…}. */
final class ScheduleSettings {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final String KIND = "leanix.schedule";
  private static final Set<String> KEYS = Set.of("period", "cron", "time-zone", "ldif", "channel");
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  private final Settings settings;
  private final Set<String> channels;

  /**
   * @param channels the names of the channels of the settings
   */
  ScheduleSettings(Settings settings, Set<String> channels) {
    this.settings = settings;
    this.channels = channels;
  }

  /** Returns all schedules, sorted by name. */
  List<RunSchedule> all() {
    return settings.named(KIND, KEYS).stream().map(this::of).toList();
  }

  private RunSchedule of(String name) {
    String prefix = KIND + "." + name + ".";
    boolean period = settings.has(prefix + "period");
    boolean cron = settings.has(prefix + "cron");
    if (period == cron) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%speriod and %scron are %s; set one of them.",
              prefix,
              prefix,
              period ? "both set" : "not set"));
    }
    return period ? periodic(name, prefix) : atTimes(name, prefix);
  }

  private RunSchedule periodic(String name, String prefix) {
    String setting = prefix + "period";
    if (settings.has(prefix + "time-zone")) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%stime-zone has no effect on a period; remove it, or set %scron instead of %s.",
              prefix,
              prefix,
              setting));
    }
    return schedule(
        name,
        prefix,
        FixedDelay.of(settings.duration(setting, SHORTEST_PERIOD)),
        "every " + settings.text(setting),
        ZoneId.systemDefault());
  }

  private RunSchedule atTimes(String name, String prefix) {
    String setting = prefix + "cron";
    String expression = settings.text(setting);
    ZoneId zone = zone(prefix + "time-zone");
    return schedule(
        name,
        prefix,
        cron(setting, expression, zone),
        String.format(Locale.ROOT, "at %s %s", expression, zone),
        zone);
  }

  private RunSchedule schedule(
      String name, String prefix, Schedule timing, String description, ZoneId zone) {
    return new RunSchedule(
        name, timing, description, zone, ldif(prefix + "ldif"), channel(prefix + "channel"));
  }

  private QuartzCron cron(String setting, String expression, ZoneId zone) {
    try {
      QuartzCron cron = new QuartzCron(expression, zone);
      if (Schedule.NEVER.equals(cron.getInitialExecutionTime(Instant.EPOCH))) {
        throw refuse(setting, "an expression that matches at least one date", null);
      }
      return cron;
    } catch (IllegalArgumentException e) {
      throw refuse(
          setting,
          "a Quartz cron expression such as 0 0 2 * * ? (second, minute, hour, day of month, month,"
              + " day of week): "
              + reason(e).replaceAll("[.!]$", ""),
          e);
    }
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
  }

  private ZoneId zone(String setting) {
    String id = settings.text(setting);
    if (id.isEmpty()) {
      return ZoneId.systemDefault();
    }
    if (!ZoneId.getAvailableZoneIds().contains(id)) {
      throw refuse(setting, "a time zone such as Europe/Berlin or UTC", null);
    }
    return ZoneId.of(id);
  }

  private Path ldif(String setting) {
    Path file = settings.file(setting);
    if (Files.isDirectory(file)) {
      throw refuse(setting, "a file", null);
    }
    if (!Files.isReadable(file)) {
      LOG.warn("{}: the file {} is missing or not readable. It is needed when due.", setting, file);
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
              ? "removed: the settings have no channels (leanix.channel.NAME.…)"
              : "one of " + String.join(", ", channels),
          null);
    }
    return channel;
  }

  private SettingsException refuse(String setting, String expected, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "%s is \"%s\", but must be %s.",
            setting,
            settings.text(setting),
            expected),
        cause);
  }
}
