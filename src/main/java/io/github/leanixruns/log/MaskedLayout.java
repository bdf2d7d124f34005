package io.github.leanixruns.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.leanixruns.settings.Secrets;

/** Formats log events by a pattern, and masks secrets in them and in their stack traces. */
public final class MaskedLayout extends PatternLayout {

  /**
   * Uses a pattern with the time in UTC, as in receipts, and one line per event: a name or an
   * answer with line breaks in it must not look like several lines, or control a terminal.
   */
  public MaskedLayout() {
    setPattern(
        "%d{yyyy-MM-dd HH:mm:ss.SSS, UTC}Z %-5level"
            + " %replace(%msg){'[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+', ' '}%n%rEx{full}");
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    return Secrets.mask(super.doLayout(event));
  }
}
