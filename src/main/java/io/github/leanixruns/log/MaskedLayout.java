package io.github.leanixruns.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.leanixruns.settings.Secrets;

/** Lays out log lines by a pattern and masks the secrets in all of it, stack traces included. */
public final class MaskedLayout extends PatternLayout {

  @Override
  public String doLayout(ILoggingEvent event) {
    return Secrets.mask(super.doLayout(event));
  }
}
