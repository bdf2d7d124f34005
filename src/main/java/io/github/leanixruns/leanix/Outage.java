package io.github.leanixruns.leanix;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a workspace answers again, after steps failed because it did not. */
public final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger("leanix-api");

  private final String baseUrl;
  private final Clock clock;
  private volatile Instant since;

  Outage(String baseUrl, Clock clock) {
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /** Records that a step failed. */
  public synchronized void began() {
    if (since == null) {
      since = clock.instant();
    }
  }

  /** Records a usable answer. */
  void ended() {
    if (since != null) {
      report();
    }
  }

  private synchronized void report() {
    if (since != null) {
      Duration lasted = Duration.between(since, clock.instant());
      since = null;
      LOG.info(
          "LeanIX ({}) answers again, after {}. The runs continue.",
          baseUrl,
          Duration.ofSeconds(lasted.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT));
    }
  }
}
