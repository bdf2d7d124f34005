package io.github.leanixruns.channel;

import java.util.Locale;

/** Whether inbound runs of a channel have results. Outbound runs always have. */
public enum ResultsMode {
  /** LeanIX is asked once. */
  AUTO,
  /** LeanIX is asked until there are results. */
  EXPECTED,
  /** LeanIX is not asked. */
  NONE;

  /** Returns the mode for a value of {@code leanix.results}. */
  public static ResultsMode of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }
}
