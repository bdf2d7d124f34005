package io.github.leanixruns.observe;

import io.github.leanixruns.log.OncePerMinute;
import io.github.leanixruns.settings.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what does not work until it works again, or until nothing is heard of it any more: another
 * node may have done it. Health is DOWN as long, and the log says so once a minute at most, however
 * often it is tried and however many are affected.
 */
public final class FailureHealthCheck extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.health");
  private static final Duration SEVERAL_ATTEMPTS = Duration.ofMinutes(2);

  private final Clock clock;
  private final Duration heardOfWithin;
  private final OncePerMinute oncePerMinute;
  private final Map<String, Trouble> troubles = new LinkedHashMap<>();
  private boolean said;

  private record Trouble(String words, Instant at) {}

  /**
   * Watches over something that is tried again at least every half minute.
   *
   * @param id the check's name below {@code leanix/}
   */
  public FailureHealthCheck(String id, Clock clock) {
    this(id, clock, SEVERAL_ATTEMPTS);
  }

  /**
   * @param id the check's name below {@code leanix/}
   * @param heardOfWithin how long after its last failure something is still taken not to work
   */
  public FailureHealthCheck(String id, Clock clock, Duration heardOfWithin) {
    super("leanix", id);
    this.clock = clock;
    this.heardOfWithin = heardOfWithin;
    this.oncePerMinute = new OncePerMinute(clock);
  }

  /**
   * Keeps a trouble.
   *
   * @param whose what it is that does not work; a later trouble of the same replaces this one
   * @param words why, and what to do about it
   */
  public synchronized void occurred(String whose, String words) {
    Trouble trouble = new Trouble(Secrets.mask(words), clock.instant());
    forgetOld();
    troubles.put(whose, trouble);
    if (oncePerMinute.isDue()) {
      said = true;
      LOG.error("{} It is tried again until it works.", summary(trouble));
    }
  }

  /** Forgets the trouble of something that works. */
  public synchronized void passed(String whose) {
    if (troubles.remove(whose) != null && troubles.isEmpty() && said) {
      said = false;
      LOG.info("{} works again.", getId());
    }
  }

  private void forgetOld() {
    Instant longAgo = clock.instant().minus(heardOfWithin);
    troubles.values().removeIf(trouble -> trouble.at().isBefore(longAgo));
  }

  private String summary(Trouble one) {
    return troubles.size() == 1
        ? one.words()
        : one.words() + " (and " + (troubles.size() - 1) + " more)";
  }

  @Override
  protected synchronized void doCall(
      HealthCheckResultBuilder builder, Map<String, Object> options) {
    forgetOld();
    if (troubles.isEmpty()) {
      builder.up();
    } else {
      builder.message(summary(troubles.values().iterator().next())).down();
    }
  }
}
