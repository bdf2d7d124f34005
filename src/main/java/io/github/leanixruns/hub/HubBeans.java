package io.github.leanixruns.hub;

import com.github.kagkarlsson.scheduler.task.Task;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiRoutes;
import io.github.leanixruns.ledger.DueTimes;
import io.github.leanixruns.ledger.FileContents;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.ledger.LedgerRowMapperFactory;
import io.github.leanixruns.ledger.ReaderLease;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.observe.Gauges;
import io.github.leanixruns.observe.LedgerHealthCheck;
import io.github.leanixruns.observe.MeterDescriptions;
import io.github.leanixruns.observe.RunTimes;
import io.github.leanixruns.observe.RunsHealthCheck;
import io.github.leanixruns.observe.TimedRoutes;
import io.github.leanixruns.run.ClosedRuns;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.HeldLdifs;
import io.github.leanixruns.run.LedgerFiles;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.run.RunFiles;
import io.github.leanixruns.run.StartMarks;
import io.github.leanixruns.run.SteadyClock;
import io.github.leanixruns.run.Times;
import io.github.leanixruns.schedule.RunSchedules;
import io.github.leanixruns.schedule.ScheduleTriggers;
import io.github.leanixruns.schedule.SchedulesHealthCheck;
import io.github.leanixruns.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;

/** Creates the beans that the routes call, and configures Camel's components. */
final class HubBeans {

  // another node may have executed the next one
  private static final int SEVERAL_ATTEMPTS = 4;
  private static final Duration SHORTEST_NODE_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

  private final CamelContext context;
  private final Registry registry;
  private final Settings settings;
  private final Clock clock;
  // for durations within this process
  private final Clock steadyClock;
  private final RouteCalls calls;
  private final Answers answers;
  private DueTimes dueTimes;

  HubBeans(CamelContext context, Settings settings, Clock clock) {
    this.context = context;
    this.registry = context.getRegistry();
    this.settings = settings;
    this.clock = clock;
    this.steadyClock = new SteadyClock(clock);
    this.calls = new RouteCalls(context);
    this.answers = ApiRoutes.bindBeans(context, steadyClock);
  }

  /**
   * @param access gives the workspaces
   */
  Lifecycle bind(Folders folders, Access access, Ledger ledger, RunSchedules schedules)
      throws Exception {
    // results are streamed to disk; a cache would hold all of them
    context.setStreamCaching(false);
    ReaderLease lease = new ReaderLease(ledger, NodeName.of(settings), nodeTimeout(settings));
    WorkFolder workFolder = new WorkFolder(folders.work(), lease::isHeld, NodeName.of(settings));
    ChannelRegistry channels = channels(access);
    channels.require(ledger.openChannels());
    registry.bind("channels", channels);
    registry.bind("times", new Times(clock));
    InboxBeans inboxBeans = new InboxBeans(context, settings, clock, steadyClock);
    bindMeters(inboxBeans.bind(folders, channels, workFolder, ledger, lease::isHeld));
    registry.bind("workFolder", workFolder);
    StartMarks marks = new StartMarks(folders.work(), ledger.id(), clock);
    FileContents<Run> contents = new FileContents<>(ledger, Run.class);
    LedgerFiles ledgerFiles = ledgerFiles(contents, workFolder, channels, ledger);
    registry.bind("ledgerFiles", ledgerFiles);
    HeldLdifs held = health(new HeldLdifs(workFolder, ledgerFiles, marks, ledger::isAt));
    registry.bind("startMarks", marks);
    registry.bind("heldLdifs", held);
    new RunBeans(context, settings, clock, steadyClock, answers)
        .bind(workFolder, ledgerFiles, folders, channels, ledger);
    registry.bind(
        "closedRuns",
        new ClosedRuns(
            contents,
            workFolder,
            registry.lookupByNameAndType("runFiles", RunFiles.class),
            marks,
            clock));
    SqlComponent sql = context.getComponent("sql", SqlComponent.class);
    sql.setDataSource(ledger.dataSource());
    sql.setRowMapperFactory(new LedgerRowMapperFactory());
    health(RunsHealthCheck.of(ledger::failingRuns, settings, clock));
    ScheduleTriggers triggers = scheduleTriggers(schedules, ledger);
    Lanes lanes = lanes(ledger, channels, triggers.tasks());
    registry.bind("lanes", lanes);
    dueTimes =
        new DueTimes(
            ledger,
            clock,
            Delays.longest(channels.all().stream().map(Channel::pollingPolicy).toList()),
            () -> {
              triggers.pullIn();
              lanes.look();
            });
    return new Lifecycle(
            context,
            lanes,
            calls,
            dueTimes,
            new CrashRecovery(folders.work(), workFolder, ledger, marks, held, calls),
            triggers,
            lease,
            health(
                new FailureHealthCheck("reader", steadyClock)
                    .quietWhile(ledger.outage()::isRecent)))
        .closing(ledger)
        .closing(lease);
  }

  private LedgerFiles ledgerFiles(
      FileContents<Run> contents, WorkFolder workFolder, ChannelRegistry channels, Ledger ledger)
      throws IOException {
    return new LedgerFiles(
        contents,
        workFolder,
        channels,
        NodeName.of(settings),
        ledger.isShared() && settings.has("leanix.queue.inbox"),
        settings.bytes("leanix.queue.max-size"));
  }

  private ScheduleTriggers scheduleTriggers(RunSchedules schedules, Ledger ledger) {
    registry.bind("schedules", schedules);
    ScheduleTriggers triggers =
        new ScheduleTriggers(
            schedules,
            ledger.dataSource(),
            calls::fire,
            health(
                new FailureHealthCheck("schedule-firings", steadyClock)
                    .of("schedule")
                    .quietWhile(ledger.outage()::isRecent)),
            clock);
    health(new SchedulesHealthCheck(triggers));
    return triggers;
  }

  static Duration nodeTimeout(Settings settings) {
    return settings.duration("leanix.ledger.node-timeout", SHORTEST_NODE_TIMEOUT);
  }

  static int requestsPerSecond(Settings settings) {
    return settings.number("leanix.requests-per-second", 1, MAX_REQUESTS_PER_SECOND);
  }

  private ChannelRegistry channels(Access access) {
    WorkspaceFactory workspaces =
        new WorkspaceFactory(
            access,
            requestsPerSecond(settings),
            steadyClock,
            settings.duration("leanix.run.poll-max"),
            this::health,
            () -> dueTimes.makeDue(),
            ApiRoutes.tokenCall(context));
    return new ChannelSettings(settings, workspaces::of).read();
  }

  private void bindMeters(Supplier<Optional<Instant>> oldest) throws Exception {
    MeterRegistry meters =
        MicrometerUtils.getOrCreateMeterRegistry(
            registry, MicrometerConstants.METRICS_REGISTRY_NAME);
    meters.config().meterFilter(new MeterDescriptions());
    registry.bind(
        "gauges", new Gauges(meters, steadyClock, oldest, () -> ApiRoutes.lastAnswerAt(context)));
    registry.bind("runTimes", new RunTimes(meters, clock));
    TimedRoutes timedRoutes = new TimedRoutes(meters);
    context.addService(timedRoutes);
    context.addRoutePolicyFactory(timedRoutes);
  }

  private <T extends HealthCheck> T health(T check) {
    HealthCheckRegistry.get(context).register(check);
    return check;
  }

  private Lanes lanes(Ledger ledger, ChannelRegistry channels, List<Task<?>> scheduleTasks) {
    Duration afterFailure = settings.duration("leanix.run.poll-max");
    int threads = settings.number("leanix.run.threads", 1, 1_000);
    WatchedSteps steps =
        new WatchedSteps(
            calls::step,
            health(
                new FailureHealthCheck(
                        "steps", steadyClock, afterFailure.multipliedBy(SEVERAL_ATTEMPTS))
                    .quietWhile(ledger.outage()::isRecent)),
            health(new LedgerHealthCheck(ledger.name(), ledger::isInPlace)),
            ledger.outage(),
            afterFailure);
    return new Lanes(
        ledger,
        clock,
        NodeName.of(settings),
        threads,
        nodeTimeout(settings),
        afterFailure,
        shared(steps, threads, channels, ledger),
        steps,
        scheduleTasks);
  }

  private static Lanes.Step shared(
      Lanes.Step step, int threads, ChannelRegistry channels, Ledger ledger) {
    boolean isOneWorkspace =
        channels.all().stream().map(Channel::workspace).distinct().count() == 1;
    return isOneWorkspace
        ? step
        : new SharedThreads(
            threads,
            lane -> {
              String name = ledger.channelOf(lane);
              // the step reports an unknown channel
              return channels.named(channels.has(name) ? name : null).workspace();
            },
            step);
  }
}
