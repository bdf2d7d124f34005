package io.github.leanixruns.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.leanixruns.settings.Secrets;

/** Formats log events by a pattern, and masks secrets in them and in their stack traces. */
public final class MaskedLayout extends PatternLayout {

  @Override
  public String doLayout(ILoggingEvent event) {
    return Secrets.mask(super.doLayout(event));
  }
}
