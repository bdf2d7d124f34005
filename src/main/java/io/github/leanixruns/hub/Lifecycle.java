package io.github.leanixruns.hub;

import io.github.leanixruns.ledger.DueTimes;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.schedule.ScheduleTriggers;
import io.github.leanixruns.settings.SettingsException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the hub in the right order: steps are executed only while all routes are
 * started.
 */
final class Lifecycle extends LifecycleStrategySupport implements ExtendedStartupListener {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private static final String QUEUE = "queue-inbox";

  private final Lanes lanes;
  private final DueTimes dueTimes;
  private final CrashRecovery crashRecovery;
  private final ScheduleTriggers triggers;
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private boolean open;

  Lifecycle(
      Lanes lanes, DueTimes dueTimes, CrashRecovery crashRecovery, ScheduleTriggers triggers) {
    this.lanes = lanes;
    this.dueTimes = dueTimes;
    this.crashRecovery = crashRecovery;
    this.triggers = triggers;
  }

  /** Registers a resource to close when Camel has stopped, in reverse order. */
  Lifecycle closing(AutoCloseable closeable) {
    closeables.push(closeable);
    return this;
  }

  void register(CamelContext context) throws Exception {
    context.addStartupListener(this);
    context.addLifecycleStrategy(this);
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    // the routes are not started yet
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
      throws Exception {
    requireRoutes(context);
    crashRecovery.recover();
    triggers.start();
    dueTimes.start();
    lanes.start();
    open = true;
    context.getRouteController().startRoute("processors");
    context.getRouteController().startRoute("inbox");
    if (context.getRoute(QUEUE) != null) {
      context.getRouteController().startRoute(QUEUE);
    }
  }

  /** Without these routes leanix-runs would start, but do nothing. */
  private static void requireRoutes(CamelContext context) {
    for (String route : List.of("run-step", "processors", "inbox")) {
      if (context.getRoute(route) == null) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "The route %s is missing. Check that the folder routes in %s contains all route files of leanix-runs.",
                route,
                context.resolvePropertyPlaceholders("{{leanix.home}}")));
      }
    }
  }

  @Override
  public void onContextStopping(CamelContext context) {
    if (open) {
      open = false;
      dueTimes.close();
      lanes.stop();
    }
  }

  @Override
  public void onContextStopped(CamelContext context) {
    while (!closeables.isEmpty()) {
      close(closeables.pop());
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.warn("{} could not be closed: {}", closeable.getClass().getSimpleName(), e.toString());
    }
  }
}
