package io.github.leanixruns.observe;

import io.github.leanixruns.log.OncePerMinute;
import io.github.leanixruns.settings.Secrets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what does not work until it works again: health is DOWN as long, and the log says so once a
 * minute at most, however often it is tried and however many are affected.
 */
public final class TroubleHealth extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.health");

  private final OncePerMinute oncePerMinute;
  private final Map<String, String> troubles = new LinkedHashMap<>();
  private boolean said;

  /**
   * @param id the check's name below {@code leanix/}
   */
  public TroubleHealth(String id, Clock clock) {
    super("leanix", id);
    this.oncePerMinute = new OncePerMinute(clock);
  }

  /**
   * Keeps a trouble.
   *
   * @param whose what it is that does not work; a later trouble of the same replaces this one
   * @param words why, and what to do about it
   */
  public synchronized void occurred(String whose, String words) {
    troubles.put(whose, Secrets.mask(words));
    if (oncePerMinute.isDue()) {
      said = true;
      LOG.error("{} It is tried again until it works.", summary());
    }
  }

  /** Forgets the trouble of something that works. */
  public synchronized void passed(String whose) {
    if (troubles.remove(whose) != null && troubles.isEmpty() && said) {
      said = false;
      LOG.info("{} works again.", getId());
    }
  }

  private synchronized String summary() {
    String first = troubles.values().iterator().next();
    return troubles.size() == 1 ? first : first + " (and " + (troubles.size() - 1) + " more)";
  }

  @Override
  protected synchronized void doCall(
      HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (troubles.isEmpty()) {
      builder.up();
    } else {
      builder.message(summary()).down();
    }
  }
}
