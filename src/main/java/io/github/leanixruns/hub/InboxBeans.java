package io.github.leanixruns.hub;

import static java.util.Comparator.naturalOrder;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.inbox.EarlierConfigurations;
import io.github.leanixruns.inbox.Inbox;
import io.github.leanixruns.inbox.InboxFilter;
import io.github.leanixruns.inbox.IncompleteFiles;
import io.github.leanixruns.inbox.Lane;
import io.github.leanixruns.inbox.LedgerRow;
import io.github.leanixruns.inbox.WatchedFolder;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.observe.ClaimsHealthCheck;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.observe.InboxFailures;
import io.github.leanixruns.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;

/** Creates the beans that receive LDIFs. */
final class InboxBeans {

  private static final int SEVERAL_POLLS = 4;

  private final CamelContext context;
  private final Registry registry;
  private final Settings settings;
  private final Clock clock;
  private final Clock steadyClock;

  /**
   * @param steadyClock for durations within this process
   */
  InboxBeans(CamelContext context, Settings settings, Clock clock, Clock steadyClock) {
    this.context = context;
    this.registry = context.getRegistry();
    this.settings = settings;
    this.clock = clock;
    this.steadyClock = steadyClock;
  }

  /**
   * Binds the beans.
   *
   * @param reading tells whether this node receives files
   * @return returns when the oldest file of the watched folders was first seen
   */
  Supplier<Optional<Instant>> bind(
      Folders folders,
      ChannelRegistry channels,
      WorkFolder workFolder,
      Ledger ledger,
      BooleanSupplier reading) {
    Set<String> names = channels.names();
    folders.prepare(names.stream().map(channels::named).toList());
    registry.bind(
        "inbox",
        new Inbox(folders.inbox(), folders.processors(), workFolder, channels, ledger::knows));
    registry.bind("lane", new Lane(channels::named));
    registry.bind("ledgerRow", new LedgerRow(channels, clock));
    registry.bind(
        "inboxFailures",
        new InboxFailures(
            health(
                new FailureHealthCheck("inbox", steadyClock)
                    .of("file")
                    .quietWhile(ledger.outage()::isRecent))));
    IncompleteFiles incompleteFiles =
        new IncompleteFiles(
            folders.inbox(),
            folders.processors(),
            workFolder,
            settings.duration("leanix.inbox.settle"),
            settings.duration("leanix.inbox.truncated-after"));
    registry.bind("incompleteFiles", incompleteFiles);
    InboxFilter processorsFilter =
        new InboxFilter(
            steadyClock, incompleteFiles::settle, names, "processors folder", seen -> false);
    InboxFilter inboxFilter =
        new InboxFilter(
            steadyClock,
            incompleteFiles::settle,
            names,
            "inbox",
            new EarlierConfigurations(folders.processors(), names, processorsFilter));
    registry.bind("inboxFilter", inboxFilter);
    registry.bind("processorsFilter", processorsFilter);
    // what this node has seen in its last turn does not matter any more
    health(
        new ClaimsHealthCheck(
            () -> reading.getAsBoolean() ? inboxFilter.untaken() : Map.of(),
            () -> reading.getAsBoolean() ? processorsFilter.untaken() : Map.of()));
    bindFolders(folders, names, inboxFilter, processorsFilter);
    return () ->
        Stream.of(inboxFilter.oldest(), processorsFilter.oldest())
            .filter(oldest -> reading.getAsBoolean())
            .flatMap(Optional::stream)
            .min(naturalOrder());
  }

  private void bindFolders(
      Folders folders, Set<String> channels, InboxFilter inbox, InboxFilter processors) {
    // a poll also takes the time to receive the files that it finds
    Duration expiry =
        settings.duration("leanix.inbox.poll").multipliedBy(SEVERAL_POLLS).plusMinutes(5);
    FailureHealthCheck health =
        health(new FailureHealthCheck("folders", steadyClock, expiry).of("folder"));
    registry.bind("inboxFolder", watched(folders.inbox(), channels, inbox, "inbox", health));
    registry.bind(
        "processorsFolder",
        watched(folders.processors(), channels, processors, "processors folder", health));
  }

  private static WatchedFolder watched(
      Path folder,
      Set<String> channels,
      InboxFilter filter,
      String name,
      FailureHealthCheck health) {
    return new WatchedFolder(folder, channels, filter, name, health::failed, health::recovered);
  }

  private <T extends HealthCheck> T health(T check) {
    HealthCheckRegistry.get(context).register(check);
    return check;
  }
}
