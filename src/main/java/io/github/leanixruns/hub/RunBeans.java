package io.github.leanixruns.hub;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.http.StorageHosts;
import io.github.leanixruns.http.TransferLimits;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.ledger.LiveNodes;
import io.github.leanixruns.ledger.StandstillUpdate;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.DiscardReplyStrategy;
import io.github.leanixruns.run.ExpectedResults;
import io.github.leanixruns.run.FastRuns;
import io.github.leanixruns.run.FileNames;
import io.github.leanixruns.run.FullLoads;
import io.github.leanixruns.run.Hooks;
import io.github.leanixruns.run.LedgerFiles;
import io.github.leanixruns.run.Receipts;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.run.RunContext;
import io.github.leanixruns.run.RunFailures;
import io.github.leanixruns.run.RunFiles;
import io.github.leanixruns.run.Standstill;
import io.github.leanixruns.run.StatusLists;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.storage.CreateCall;
import io.github.leanixruns.storage.Downloads;
import io.github.leanixruns.storage.RangedDownloads;
import io.github.leanixruns.storage.Uploads;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.Registry;

/** Creates the beans of runs: their steps, delays, files and receipts. */
final class RunBeans {

  // large enough for the time of a request to be short in comparison
  private static final int PART_BYTES = 16 << 20;

  private final CamelContext context;
  private final Settings settings;
  private final Clock clock;
  private final Clock steadyClock;
  private final Answers answers;

  /**
   * @param steadyClock for durations within this process
   */
  RunBeans(
      CamelContext context, Settings settings, Clock clock, Clock steadyClock, Answers answers) {
    this.context = context;
    this.settings = settings;
    this.clock = clock;
    this.steadyClock = steadyClock;
    this.answers = answers;
  }

  void bind(
      WorkFolder workFolder,
      LedgerFiles ledgerFiles,
      Folders folders,
      ChannelRegistry channels,
      Ledger ledger) {
    context.getCamelContextExtension().addInterceptStrategy(new RunInLog());
    Registry registry = context.getRegistry();
    FileNames fileNames = new FileNames();
    Delays delays = new Delays(clock, () -> ThreadLocalRandom.current().nextDouble());
    FastRuns fastRuns = new FastRuns(workFolder, ledgerFiles);
    RunFiles runFiles =
        new RunFiles(
            workFolder,
            ledgerFiles,
            fileNames,
            channels,
            folders.archive(),
            folders.failed(),
            settings.bytes("leanix.queue.max-size"));
    Standstill standstill = new Standstill(clock);
    registry.bind("standstill", standstill);
    registry.bind(
        "runContext",
        new RunContext(channels, standstill, new StandstillUpdate<>(ledger, Run.class)::record));
    registry.bind("delays", delays);
    registry.bind("statusLists", new StatusLists(channels, delays, steadyClock));
    registry.bind("runFailures", new RunFailures(fastRuns, delays));
    registry.bind("expectedResults", new ExpectedResults());
    registry.bind("fastRuns", fastRuns);
    registry.bind("fullLoads", new FullLoads());
    registry.bind("fileNames", fileNames);
    registry.bind("runFiles", runFiles);
    registry.bind("receipts", new Receipts(runFiles::resultsLocation, clock));
    bindTransfers(workFolder, StorageHosts.of(settings));
    registry.bind("liveNodes", new LiveNodes(NodeName.of(settings)));
    registry.bind("leanixCreateCall", new CreateCall(answers));
    registry.bind("hooks", new Hooks(context));
    registry.bind("discardReply", new DiscardReplyStrategy());
  }

  private void bindTransfers(WorkFolder workFolder, StorageHosts hosts) {
    boolean storage = settings.flag("leanix.upload.storage");
    long directMax = settings.bytes("leanix.upload.direct-max");
    TransferLimits limits = TransferLimits.of(settings);
    context
        .getExecutorServiceManager()
        .registerThreadPoolProfile(
            new ThreadPoolProfileBuilder("leanix-transfers")
                .poolSize(1)
                // one more for each transfer, which starts the others
                .maxPoolSize(limits.all() + limits.steps())
                .maxQueueSize(0)
                .keepAliveTime(10L)
                .build());
    Registry registry = context.getRegistry();
    registry.bind(
        "uploads",
        new Uploads(
            workFolder,
            new Uploads.Sizes(
                storage ? directMax : Long.MAX_VALUE,
                internalBytes("leanix.upload.whole-max", 2 * PART_BYTES),
                internalBytes("leanix.upload.block-size", PART_BYTES)),
            limits.uploads(),
            hosts,
            answers,
            clock));
    RangedDownloads ranged =
        new RangedDownloads(
            workFolder,
            new RangedDownloads.Sizes(
                internalBytes("leanix.download.whole-max", 2 * PART_BYTES),
                internalBytes("leanix.download.range-size", PART_BYTES)),
            limits.downloads());
    registry.bind("rangedDownloads", ranged);
    registry.bind("downloads", new Downloads(workFolder, storage, hosts, ranged));
  }

  /** Reads a size that is not documented: tests make it small. */
  private int internalBytes(String name, int standard) {
    return settings.has(name) ? settings.bytes(name) : standard;
  }
}
