package io.github.leanixruns.hub;

import io.github.leanixruns.http.HttpClients;
import io.github.leanixruns.hub.SandboxProvider.StartedSandbox;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.ledger.LedgerClock;
import io.github.leanixruns.log.LogSetup;
import io.github.leanixruns.log.LoggedErrors;
import io.github.leanixruns.observe.ClockHealthCheck;
import io.github.leanixruns.observe.ErrorsHealthCheck;
import io.github.leanixruns.observe.ManagementServer;
import io.github.leanixruns.settings.SecretFile;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.trace.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings and gives Camel what the routes need, with a workspace or the sandbox. */
public final class Hub implements CamelConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  private final Clock clock;

  public Hub() {
    this(Clock.systemUTC());
  }

  /** Takes the time from a clock of the caller's. */
  public Hub(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void configure(CamelContext context) throws Exception {
    // Camel's CLI loads libraries, and with them the drivers of databases, in a class loader of its
    // own
    Thread.currentThread().setContextClassLoader(Hub.class.getClassLoader());
    LogSetup.limitLoggers();
    Settings settings = Settings.of(context);
    settings.requirePlainValues();
    LogSetup.configure(settings);
    for (String unknown : settings.unknown()) {
      LOG.warn("{} is no setting of leanix-runs and changes nothing. Is it misspelled?", unknown);
    }
    Optional<String> health = ObserveAddress.of(settings);
    Lifecycle lifecycle =
        settings.flag("leanix.sandbox.enabled")
            ? configureSandbox(context, settings)
            : configureWorkspace(context, settings);
    lifecycle.register(health);
  }

  private Lifecycle configureWorkspace(CamelContext context, Settings settings) throws Exception {
    Access access = Access.of(settings);
    HttpClients.of(settings).configure(context);
    LateSettings late = LateSettings.read(context, settings, access.ofChannel());
    String password = SecretFile.password(settings, "leanix.ledger.password");
    Folders folders = Folders.of(settings);
    LOG.info("Workspace: {}", access.main().baseUrl());
    String url = settings.text("leanix.ledger.url");
    Ledger ledger =
        Ledger.open(
                url.isEmpty() ? Ledger.sqliteIn(folders.work()) : url,
                settings.text("leanix.ledger.user"),
                password,
                settings.number("leanix.run.threads", 1, 1_000))
            .insteadOf(Ledger.sqliteIn(Path.of(folders.work() + Folders.SANDBOX)));
    return bind(context, settings, folders, access, ledger, late);
  }

  private Lifecycle configureSandbox(CamelContext context, Settings settings) throws Exception {
    if (settings.has("leanix.queue.url")) {
      throw new SettingsException(
          "leanix.queue.url is set: the sandbox would take LDIFs from that broker that are meant for LeanIX, and answer them. Try it without the settings leanix.queue.*.");
    }
    SandboxProvider provider = SandboxProvider.load();
    HttpClients.ofSandbox(settings).configure(context);
    LateSettings late = LateSettings.read(context, settings, channel -> Optional.empty());
    int port = settings.number("leanix.sandbox.port", 0, 65_535);
    Folders folders = Folders.ofSandbox(settings);
    Ledger ledger =
        Ledger.open(Ledger.sqliteIn(folders.work()), "", "", 1)
            .insteadOf(Ledger.sqliteIn(settings.directory("leanix.work.directory")));
    StartedSandbox sandbox = startSandbox(provider, settings, port, folders);
    LOG.info(
        "Sandbox: {} is used in place of LeanIX; nothing leaves this machine", sandbox.baseUrl());
    context.getRegistry().bind("samples", sandbox.samples());
    Access access = Access.ofSandbox(sandbox.baseUrl(), sandbox.apiToken());
    return bind(context, settings, folders, access, ledger, late).closing(sandbox.server());
  }

  private static StartedSandbox startSandbox(
      SandboxProvider provider, Settings settings, int port, Folders folders) {
    try {
      return provider.start(port, settings.duration("leanix.sandbox.run-time"), folders.inbox());
    } catch (IOException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The sandbox cannot listen on port %d: %s. Set leanix.sandbox.port to a free one, or to 0.",
              port,
              e.getMessage()),
          e);
    }
  }

  private Lifecycle bind(
      CamelContext context,
      Settings settings,
      Folders folders,
      Access access,
      Ledger ledger,
      LateSettings late)
      throws Exception {
    LOG.info("Inbox:  {}", folders.inbox());
    LOG.info("Outbox: {}", folders.outbox() == null ? "a queue only" : folders.outbox());
    LOG.info("Ledger: {} (id {})", ledger.name(), ledger.id());
    folders.configure(context);
    ((ModelCamelContext) context).addModelLifecycleStrategy(new HookErrorHandlers());
    Lifecycle lifecycle =
        ledger.isShared()
            ? bindShared(context, settings, folders, access, ledger, late)
            : new HubBeans(context, settings, clock)
                .bind(folders, access, ledger, late.schedules());
    ErrorsHealthCheck errors = new ErrorsHealthCheck();
    HealthCheckRegistry.get(context).register(errors);
    lifecycle.closing(LoggedErrors.watch(errors::failed));
    Traces.start(context, settings).ifPresent(lifecycle::closing);
    if (settings.flag("leanix.observe.enabled")) {
      lifecycle.closing(ManagementServer.restrict(context, settings.text("leanix.observe.host")));
    }
    late.queue()
        .ifPresent(
            queue -> {
              queue.bind(settings, clock, ledger.outage()::isRecent);
              lifecycle.closing(queue);
            });
    return lifecycle;
  }

  /** All nodes take the time from the database, so that their own clocks do not matter. */
  private Lifecycle bindShared(
      CamelContext context,
      Settings settings,
      Folders folders,
      Access access,
      Ledger ledger,
      LateSettings late)
      throws Exception {
    LedgerClock ledgerClock = LedgerClock.of(ledger, clock);
    HealthCheckRegistry.get(context).register(new ClockHealthCheck(ledgerClock::ahead));
    return new HubBeans(context, settings, ledgerClock)
        .bind(folders, access, ledger, late.schedules())
        .closing(ledgerClock);
  }
}
