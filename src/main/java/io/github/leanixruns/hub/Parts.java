package io.github.leanixruns.hub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.leanixruns.inbox.Inbox;
import io.github.leanixruns.inbox.InboxFilter;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.AccessToken;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.TokenHealth;
import io.github.leanixruns.ledger.Lane;
import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.observe.ClaimsHealth;
import io.github.leanixruns.observe.Connectors;
import io.github.leanixruns.observe.Gauges;
import io.github.leanixruns.observe.InboxTrouble;
import io.github.leanixruns.observe.RunsHealth;
import io.github.leanixruns.observe.TroubleHealth;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.Endings;
import io.github.leanixruns.run.FileNames;
import io.github.leanixruns.run.Leftovers;
import io.github.leanixruns.run.Receipts;
import io.github.leanixruns.run.Times;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;

/** Makes what the routes call by name, and sets up Camel's components. */
final class Parts {

  private final CamelContext context;
  private final Registry registry;
  private final Settings settings;
  private final Clock clock;
  private final RouteCalls calls;

  Parts(CamelContext context, Settings settings, Clock clock) {
    this.context = context;
    this.registry = context.getRegistry();
    this.settings = settings;
    this.clock = clock;
    this.calls = new RouteCalls(context);
  }

  Lifecycle bind(Folders folders, Workspace workspace, Ledger ledger) throws IOException {
    // results go from the wire to the disk; a cache in between would hold all of them
    context.setStreamCaching(false);
    WorkFolder workFolder = new WorkFolder(folders.work());
    registry.bind("times", new Times(clock));
    InboxFilter inboxFilter = new InboxFilter(clock, settings.duration("leanix.inbox.settle"));
    bindMeters(inboxFilter);
    bindInbox(workFolder, inboxFilter);
    bindRun(workFolder, folders);
    bindLeanix(workspace);
    context.getComponent("sql", SqlComponent.class).setDataSource(ledger.dataSource());
    health(new RunsHealth(ledger::failingCauses));
    Lanes lanes = lanes(ledger);
    registry.bind("lanes", lanes);
    return new Lifecycle(lanes, new Takeover(workFolder, ledger, calls));
  }

  private void bindMeters(InboxFilter inboxFilter) {
    MeterRegistry meters =
        MicrometerUtils.getOrCreateMeterRegistry(
            registry, MicrometerConstants.METRICS_REGISTRY_NAME);
    registry.bind("gauges", new Gauges(meters, clock, inboxFilter::oldest));
    registry.bind("connectors", new Connectors());
  }

  private <T extends HealthCheck> T health(T check) {
    HealthCheckRegistry.get(context).register(check);
    return check;
  }

  private void bindInbox(WorkFolder workFolder, InboxFilter inboxFilter) {
    boolean perConnector =
        "connector".equals(settings.oneOf("leanix.run.order", "connector", "none"));
    settings.duration("leanix.inbox.poll"); // the route reads it; here it is refused by its name
    registry.bind("workFolder", workFolder);
    registry.bind("inboxFilter", inboxFilter);
    health(new ClaimsHealth(inboxFilter::untaken));
    registry.bind("inboxTrouble", new InboxTrouble(health(new TroubleHealth("inbox", clock))));
    registry.bind("inbox", new Inbox(workFolder, new LdifCheck(headerDefaults())));
    registry.bind("lane", new Lane(perConnector));
  }

  private HeaderDefaults headerDefaults() {
    try {
      return new HeaderDefaults(
          settings.text("leanix.defaults.connector-type"),
          settings.text("leanix.defaults.connector-id"),
          settings.text("leanix.defaults.connector-version"),
          settings.text("leanix.defaults.processing-direction"),
          settings.text("leanix.defaults.processing-mode"),
          settings.text("leanix.defaults.lx-version"),
          settings.text("leanix.defaults.description"));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private void bindRun(WorkFolder workFolder, Folders folders) {
    Duration timeout = settings.duration("leanix.run.timeout");
    FileNames fileNames = new FileNames();
    registry.bind(
        "delays",
        new Delays(
            clock,
            () -> ThreadLocalRandom.current().nextDouble(),
            settings.duration("leanix.run.poll"),
            settings.duration("leanix.run.poll-max"),
            timeout));
    registry.bind("endings", new Endings(timeout));
    registry.bind("fileNames", fileNames);
    registry.bind(
        "leftovers", new Leftovers(workFolder, fileNames, folders.archive(), folders.failed()));
    registry.bind("receipts", new Receipts());
  }

  private void bindLeanix(Workspace workspace) {
    TokenHealth health = health(new TokenHealth(clock));
    Duration rememberRefusal = settings.duration("leanix.run.poll-max");
    registry.bind("workspace", workspace);
    registry.bind("json", json());
    registry.bind("answers", new Answers());
    registry.bind("apiToken", workspace.apiToken());
    registry.bind("accessToken", new AccessToken(clock, rememberRefusal, health, calls::token));
  }

  /** Numbers keep every digit, and an answer that goes on after its end is no JSON. */
  private static ObjectMapper json() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  private Lanes lanes(Ledger ledger) {
    String node = settings.text("leanix.node");
    WatchedSteps steps = new WatchedSteps(calls::step, health(new TroubleHealth("steps", clock)));
    return new Lanes(
        ledger.dataSource(),
        clock,
        node.isEmpty() ? hostName() : node,
        settings.number("leanix.run.threads", 1, 1_000),
        settings.duration("leanix.run.poll-max"),
        steps,
        steps);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new SettingsException(
          "This machine does not know its own name; set leanix.node to a name of this node.", e);
    }
  }
}
