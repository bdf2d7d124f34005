package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.ledger.DueTimes;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.ledger.ReaderLease;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.observe.MaskedConsoles;
import io.github.leanixruns.schedule.ScheduleTriggers;
import io.github.leanixruns.settings.SettingsException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the hub in the right order: steps are executed only while all routes are
 * started.
 */
final class Lifecycle extends LifecycleStrategySupport
    implements ExtendedStartupListener, ReaderLease.Reader {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  private static final String READER = "reader";
  // the queue is optional
  private static final List<String> RECEIVERS = List.of("processors", "inbox", "queue-inbox");

  private final CamelContext context;
  private final Lanes lanes;
  private final RouteCalls calls;
  private final DueTimes dueTimes;
  private final CrashRecovery crashRecovery;
  private final ScheduleTriggers triggers;
  private final ReaderLease lease;
  private final FailureHealthCheck readerHealth;
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private Optional<String> health = Optional.empty();
  private boolean open;
  private boolean ready;

  Lifecycle(
      CamelContext context,
      Lanes lanes,
      RouteCalls calls,
      DueTimes dueTimes,
      CrashRecovery crashRecovery,
      ScheduleTriggers triggers,
      ReaderLease lease,
      FailureHealthCheck readerHealth) {
    this.context = context;
    this.lanes = lanes;
    this.calls = calls;
    this.dueTimes = dueTimes;
    this.crashRecovery = crashRecovery;
    this.triggers = triggers;
    this.lease = lease;
    this.readerHealth = readerHealth;
  }

  /** Registers a resource to close when Camel has stopped, in reverse order. */
  Lifecycle closing(AutoCloseable closeable) {
    closeables.push(closeable);
    return this;
  }

  /**
   * @param healthAddress the address of the health endpoint, unless it is disabled
   */
  void register(Optional<String> healthAddress) throws Exception {
    health = healthAddress;
    context.addStartupListener(this);
    context.addLifecycleStrategy(this);
    // the strategy would be called before the context says that it stops
    context.getManagementStrategy().addEventNotifier(new BeginOfStop(this::stopSteps));
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws Exception {
    // the routes are not started yet, and Camel Main has configured everything
    MaskedConsoles.in(context);
    RouteReload.watch(context, this::startReceivers);
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
      throws Exception {
    requireRoutes(context);
    lease.start(this);
    triggers.start();
    dueTimes.start();
    lanes.start();
    open = true;
    ready = true;
    health.ifPresent(address -> LOG.info("Health: {}", address));
    LOG.info("{} is ready", Version.text());
  }

  @Override
  public void begin() throws Exception {
    crashRecovery.recover();
    startReceivers();
    readerHealth.recovered(READER);
  }

  private void startReceivers() throws Exception {
    for (String route : RECEIVERS) {
      if (lease.isHeld() && context.isStarted() && context.getRoute(route) != null) {
        context.getRouteController().startRoute(route);
      }
    }
  }

  @Override
  public void beginFailed(Exception failure) {
    if (context.isStarted()) {
      readerHealth.failed(
          READER,
          String.format(
              Locale.ROOT,
              "No files and messages are received: %s. Check the work folder and the ledger.",
              ErrorMessages.of(failure)));
    }
  }

  @Override
  public void end() {
    for (String route : RECEIVERS) {
      try {
        context.getRouteController().stopRoute(route);
      } catch (Exception e) {
        LOG.warn("The route {} could not be stopped", route, e);
      }
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

  private void stopSteps() {
    if (open) {
      open = false;
      dueTimes.close();
      lanes.stop();
      calls.logInterrupted();
    }
  }

  @Override
  public void onContextStopped(CamelContext context) {
    while (!closeables.isEmpty()) {
      close(closeables.pop());
    }
    if (ready) {
      ready = false;
      LOG.info("leanix-runs has stopped");
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
