package io.github.leanixruns.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fires at the times of a Quartz cron expression. A time that occurs twice, because the clocks are
 * set back, is used once.
 */
final class QuartzCron implements Schedule {

  private static final int DAY_OF_MONTH = 3;
  private static final int DAY_OF_WEEK = 5;
  private static final List<String> MONTHS =
      List.of("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" "));
  private static final Pattern RANGE = Pattern.compile("(\\d+|[A-Z]{3})-(\\d+|[A-Z]{3})");
  private static final Pattern SPECIAL_DAY = Pattern.compile("L.*|\\d+W|(\\d|[A-Z]{3})L|\\w+#\\d+");
  private static final Pattern WEEKDAY_NEAR_A_MISSING_DAY = Pattern.compile("(29|3\\d)W");

  private final CronSchedule cron;

  /**
   * @throws IllegalArgumentException if the expression is not valid or not supported, with the
   *     reason
   */
  QuartzCron(String expression, ZoneId zone) {
    this.cron = new CronSchedule(expression, zone, CronStyle.QUARTZ);
    if (cron.isDisabled()) {
      throw new IllegalArgumentException("the expression is empty");
    }
    requireSupported(expression.toUpperCase(Locale.ROOT).split("\\s+"));
  }

  /** The parser accepts these expressions, but computes wrong times for them. */
  private static void requireSupported(String[] fields) {
    for (int i = 0; i < fields.length; i++) {
      List<String> values = List.of(fields[i].split(","));
      boolean day = i == DAY_OF_MONTH || i == DAY_OF_WEEK;
      if (day && values.size() > 1 && matches(SPECIAL_DAY, values)) {
        throw new IllegalArgumentException("a list cannot contain L, W or #");
      }
      if (i == DAY_OF_MONTH && matches(WEEKDAY_NEAR_A_MISSING_DAY, values)) {
        throw new IllegalArgumentException(
            "not every month has the day of " + fields[i] + "; use LW for the last weekday");
      }
      if (i != DAY_OF_WEEK) {
        values.forEach(QuartzCron::requireAscending);
      }
    }
  }

  private static boolean matches(Pattern pattern, List<String> values) {
    return values.stream().anyMatch(value -> pattern.matcher(value).matches());
  }

  private static void requireAscending(String value) {
    Matcher range = RANGE.matcher(value);
    if (range.lookingAt() && number(range.group(1)) > number(range.group(2))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the range %s must be ascending; use a list of two ranges",
              range.group()));
    }
  }

  private static int number(String value) {
    return Character.isDigit(value.charAt(0)) ? Integer.parseInt(value) : MONTHS.indexOf(value);
  }

  /** Returns the first time after an execution, or {@link #NEVER}. */
  @Override
  public Instant getNextExecutionTime(ExecutionComplete done) {
    Instant next = cron.getNextExecutionTime(done);
    while (isSecondOccurrence(next)) {
      next = cron.getInitialExecutionTime(next);
    }
    return next;
  }

  private boolean isSecondOccurrence(Instant time) {
    ZonedDateTime local = time.atZone(cron.getZoneId());
    return !local.equals(local.withEarlierOffsetAtOverlap());
  }

  @Override
  public boolean isDeterministic() {
    return true;
  }
}
