package io.github.leanixruns.hub;

import com.github.kagkarlsson.scheduler.task.Task;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiRoutes;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.ledger.LedgerRowMapperFactory;
import io.github.leanixruns.ledger.LiveNodes;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.observe.Gauges;
import io.github.leanixruns.observe.LedgerHealthCheck;
import io.github.leanixruns.observe.RunsHealthCheck;
import io.github.leanixruns.observe.TimedRoutes;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.DiscardReplyStrategy;
import io.github.leanixruns.run.ExpectedResults;
import io.github.leanixruns.run.FastRuns;
import io.github.leanixruns.run.FileNames;
import io.github.leanixruns.run.FullLoads;
import io.github.leanixruns.run.HeldLdifs;
import io.github.leanixruns.run.Hooks;
import io.github.leanixruns.run.Receipts;
import io.github.leanixruns.run.RunContext;
import io.github.leanixruns.run.RunFailures;
import io.github.leanixruns.run.RunFiles;
import io.github.leanixruns.run.StartMarks;
import io.github.leanixruns.run.StatusLists;
import io.github.leanixruns.run.Times;
import io.github.leanixruns.schedule.RunSchedules;
import io.github.leanixruns.schedule.ScheduleTriggers;
import io.github.leanixruns.schedule.SchedulesHealthCheck;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.storage.CreateCall;
import io.github.leanixruns.storage.Downloads;
import io.github.leanixruns.storage.Uploads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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

  private static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

  private final CamelContext context;
  private final Registry registry;
  private final Settings settings;
  private final Clock clock;
  private final RouteCalls calls;
  private final Answers answers;

  HubBeans(CamelContext context, Settings settings, Clock clock) {
    this.context = context;
    this.registry = context.getRegistry();
    this.settings = settings;
    this.clock = clock;
    this.calls = new RouteCalls(context);
    this.answers = ApiRoutes.bindBeans(context, clock);
  }

  /**
   * @param access gives the workspaces
   */
  Lifecycle bind(Folders folders, Access access, Ledger ledger) throws Exception {
    // results are streamed to disk; a cache would hold all of them
    context.setStreamCaching(false);
    WorkFolder workFolder = new WorkFolder(folders.work());
    ChannelRegistry channels = channels(access);
    channels.require(ledger.openChannels());
    registry.bind("channels", channels);
    registry.bind("times", new Times(clock));
    InboxBeans inboxBeans = new InboxBeans(context, settings, clock);
    bindMeters(inboxBeans.bind(folders, channels, workFolder, ledger::knows));
    registry.bind("workFolder", workFolder);
    StartMarks marks = new StartMarks(folders.work(), ledger.id(), clock);
    HeldLdifs held = health(new HeldLdifs(workFolder, marks));
    registry.bind("startMarks", marks);
    registry.bind("heldLdifs", held);
    bindRun(workFolder, folders, channels);
    SqlComponent sql = context.getComponent("sql", SqlComponent.class);
    sql.setDataSource(ledger.dataSource());
    sql.setRowMapperFactory(new LedgerRowMapperFactory());
    health(RunsHealthCheck.of(ledger::failingRuns, settings, clock));
    ScheduleTriggers triggers = scheduleTriggers(channels, ledger);
    Lanes lanes = lanes(ledger, triggers.tasks());
    registry.bind("lanes", lanes);
    return new Lifecycle(
        lanes, new CrashRecovery(folders.work(), workFolder, ledger, marks, held, calls), triggers);
  }

  private ScheduleTriggers scheduleTriggers(ChannelRegistry channels, Ledger ledger) {
    RunSchedules schedules = RunSchedules.of(settings, channels.names());
    registry.bind("schedules", schedules);
    ScheduleTriggers triggers =
        new ScheduleTriggers(
            schedules,
            ledger.dataSource(),
            calls::fire,
            health(new FailureHealthCheck("schedule-firings", clock)),
            clock);
    health(new SchedulesHealthCheck(triggers));
    return triggers;
  }

  private ChannelRegistry channels(Access access) {
    Duration refusalCacheTime = settings.duration("leanix.run.poll-max");
    WorkspaceFactory workspaces =
        new WorkspaceFactory(
            access,
            settings.number("leanix.requests-per-second", 1, MAX_REQUESTS_PER_SECOND),
            clock,
            refusalCacheTime,
            this::health,
            ApiRoutes.tokenCall(context));
    return new ChannelSettings(settings, workspaces::of).read();
  }

  private void bindMeters(Supplier<Optional<Instant>> oldest) throws Exception {
    MeterRegistry meters =
        MicrometerUtils.getOrCreateMeterRegistry(
            registry, MicrometerConstants.METRICS_REGISTRY_NAME);
    registry.bind(
        "gauges", new Gauges(meters, clock, oldest, () -> ApiRoutes.lastAnswerAt(context)));
    TimedRoutes timedRoutes = new TimedRoutes(meters);
    context.addService(timedRoutes);
    context.addRoutePolicyFactory(timedRoutes);
  }

  private <T extends HealthCheck> T health(T check) {
    HealthCheckRegistry.get(context).register(check);
    return check;
  }

  private void bindRun(WorkFolder workFolder, Folders folders, ChannelRegistry channels) {
    FileNames fileNames = new FileNames();
    Delays delays = new Delays(clock, () -> ThreadLocalRandom.current().nextDouble());
    FastRuns fastRuns = new FastRuns(workFolder);
    RunFiles runFiles =
        new RunFiles(
            workFolder,
            fileNames,
            channels,
            folders.archive(),
            folders.failed(),
            settings.bytes("leanix.queue.max-size"));
    registry.bind("runContext", new RunContext(channels));
    registry.bind("delays", delays);
    registry.bind("statusLists", new StatusLists(channels, delays, clock));
    registry.bind("runFailures", new RunFailures(fastRuns, delays));
    registry.bind("expectedResults", new ExpectedResults());
    registry.bind("fastRuns", fastRuns);
    registry.bind("fullLoads", new FullLoads());
    registry.bind("fileNames", fileNames);
    registry.bind("runFiles", runFiles);
    registry.bind("receipts", new Receipts(runFiles::resultsLocation, clock));
    registry.bind("uploads", new Uploads(workFolder, uploadSizes(), clock));
    registry.bind("downloads", new Downloads(workFolder, settings.flag("leanix.upload.storage")));
    registry.bind("liveNodes", new LiveNodes(NodeName.of(settings)));
    registry.bind("leanixCreateCall", new CreateCall(answers));
    registry.bind("hooks", new Hooks(context));
    registry.bind("discardReply", new DiscardReplyStrategy());
  }

  private Uploads.Sizes uploadSizes() {
    boolean storage = settings.flag("leanix.upload.storage");
    long directMax = settings.bytes("leanix.upload.direct-max");
    return new Uploads.Sizes(
        storage ? directMax : Long.MAX_VALUE,
        internalBytes("leanix.upload.whole-max", 256 << 20),
        internalBytes("leanix.upload.block-size", 64 << 20));
  }

  /** Reads a size that is not documented: tests make it small. */
  private int internalBytes(String name, int standard) {
    return settings.has(name) ? settings.bytes(name) : standard;
  }

  private Lanes lanes(Ledger ledger, List<Task<?>> scheduleTasks) {
    Duration afterFailure = settings.duration("leanix.run.poll-max");
    WatchedSteps steps =
        new WatchedSteps(
            calls::step,
            health(
                new FailureHealthCheck(
                    "steps", clock, afterFailure.multipliedBy(SEVERAL_ATTEMPTS))),
            health(new LedgerHealthCheck(ledger.name(), ledger::isInPlace)),
            afterFailure);
    return new Lanes(
        ledger,
        clock,
        NodeName.of(settings),
        settings.number("leanix.run.threads", 1, 1_000),
        afterFailure,
        steps,
        steps,
        scheduleTasks);
  }
}
