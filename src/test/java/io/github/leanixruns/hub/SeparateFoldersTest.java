package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.run.ClosedRuns;
import io.github.leanixruns.run.FastRuns;
import io.github.leanixruns.run.LedgerFiles;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Health;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.PostgresExtension;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.Runs;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Nodes with folders of their own, which share only a ledger and the queues. */
class SeparateFoldersTest {

  private static final String IN = "ldif.in";
  private static final String OUT = "ldif.out";

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  @TempDir private Path folder;

  private final LogLines log = new LogLines("leanix.run");
  private Sandbox sandbox;
  private Broker broker;
  private QueueClient client;
  private JdbcTemplate ledger;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    broker = Broker.start(folder.resolve("broker"), IN, OUT);
    client = new QueueClient(broker.url());
    ledger =
        new JdbcTemplate(
            new DriverManagerDataSource(POSTGRES.server().getJdbcUrl("postgres", "postgres")));
    ledger.execute("DROP SCHEMA public CASCADE");
    ledger.execute("CREATE SCHEMA public");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    broker.close();
    sandbox.close();
    log.close();
  }

  @Test
  void anotherNodeContinuesTheRunsOfANodeThatIsGoneWithItsFolders() throws Exception {
    client.send(OUT, "no results can be sent until this is received");
    broker.setFull(OUT, true);
    sandbox.on(Call.CREATE).forConnector("waiting").always().answer(503);
    String incomplete = Ldifs.inbound("waiting").replace("\"connectorVersion\": \"1.0.0\",", "");
    try (OpenedHub first = open("node-1")) {
      send("waiting", incomplete);
      send("exported", Ldifs.outbound("exported"));
      send("bad", "no LDIF");
      awaiting().until(() -> count("leanix_run WHERE failing_cause = 'queue'") == 1);
      awaiting().until(() -> count("leanix_run WHERE failing_cause = 'server_error'") == 1);
      assertThat(first.isOpen()).isTrue();
    }
    FileUtil.removeDir(data("node-1").toFile());
    sandbox.clearFaults();
    sandbox.on(Call.RESULTS).forConnector("exported").always().refuse(404);
    sandbox.on(Call.RESULTS_URL).forConnector("exported").always().refuse(404);
    broker.setFull(OUT, false);
    assertThat(((TextMessage) client.receive(OUT)).getText()).startsWith("no results");

    try (OpenedHub second = open("node-2")) {
      awaiting().until(() -> count("leanix_run WHERE closed_at IS NOT NULL") == 3);
      awaiting().until(() -> count("leanix_file") == 0);
      awaiting().until(() -> files("node-2", "work/ldif").isEmpty());
      assertThat(Health.of(second.context(), "held").isDown()).isFalse();
    }
    JsonNode results = HubTestSupport.JSON.readTree(QueueClient.content(client.receive(OUT)));
    assertThat(results.at("/connectorId").textValue()).isEqualTo("exported");
    // a second message would stay
    awaiting().until(() -> broker.count(OUT) == 0);
    assertThat(sandbox.runs()).hasSize(2).extracting(RunRecord::starts).containsOnly(1);
    assertThat(contents("node-2", "archive", ".ldif.json")).contains(incomplete);
    assertThat(ledger.queryForList("SELECT DISTINCT stage FROM leanix_run", String.class))
        .containsExactlyInAnyOrder("DELIVERED", "REJECTED");
  }

  @Test
  void aDroppedFileIsContinuedByTheNodeThatHasIt() throws Exception {
    Fault running = sandbox.on(Call.STATUS).always().answerStatus("IN_PROGRESS");
    Fault held = sandbox.on(Call.CREATE).forConnector("waiting").once().holdBefore();
    try (OpenedHub first = open("node-1")) {
      drop("node-1", "started.json", Ldifs.inbound("crm"));
      awaiting().until(() -> count("leanix_run WHERE stage = 'STARTED'") == 1);
      thereIsAnotherNode();
      drop("node-1", "waiting.json", Ldifs.inbound("waiting"));
      awaiting().until(() -> held.waiting() == 1);
      assertThat(first.isOpen()).isTrue();
    }
    held.clear();
    assertThat(log.lines())
        .filteredOn(line -> line.contains("The file is only in the folders of this node, node-1"))
        .hasSize(1)
        .allMatch(
            line ->
                line.startsWith("WARN [waiting.json]") && line.contains("Set leanix.data to a"));
    running.clear();
    try (OpenedHub second = open("node-2")) {
      awaiting().until(() -> count("leanix_run WHERE stage = 'DELIVERED'") == 1);
      String missing =
          "The LDIF is not in the work folder of this node, node-2, but in that of node-1. Start that node";
      awaiting().until(() -> Health.of(second.context(), "runs").words().contains(missing));
      assertThat(log.lines())
          .filteredOn(
              line -> line.startsWith("WARN [waiting.json] RECEIVED, retrying: The LDIF is"))
          .hasSize(1);

      try (OpenedHub first = open("node-1")) {
        awaiting().until(() -> count("leanix_run WHERE stage = 'DELIVERED'") == 2);
        ledger.update("UPDATE leanix_run SET closed_at = closed_at - 120000");
        bean(first, "closedRuns", ClosedRuns.class).cleanUp(List.of());
        awaiting().until(() -> files("node-1", "work/ldif").isEmpty());
        assertThat(files("node-1", "work/started")).isEmpty();
        assertThat(Health.of(second.context(), "runs").isDown()).isFalse();
      }
    }
    assertThat(contents("node-1", "archive", ".ldif.json"))
        .containsExactlyInAnyOrder(Ldifs.inbound("crm"), Ldifs.inbound("waiting"));
    // the request that was held may have created a run, which does nothing
    assertThat(sandbox.runs().stream().map(RunRecord::starts).filter(starts -> starts > 0))
        .containsExactly(1, 1);
  }

  @Test
  void whatAFastRunHasAnsweredIsKeptUnlessItIsTooLarge() throws Exception {
    try (OpenedHub hub = open("node-1")) {
      thereIsAnotherNode();
      send("bad", "no LDIF");
      awaiting().until(() -> count("leanix_run WHERE closed_at IS NOT NULL") == 1);
      String id = ledger.queryForObject("SELECT id FROM leanix_run", String.class);
      Run run = Runs.fast().withId(id).build();
      Path answer = data("node-1").resolve("work/ldif").resolve(id + ".answer");
      LedgerFiles ledgerFiles = bean(hub, "ledgerFiles", LedgerFiles.class);
      FastRuns fastRuns = bean(hub, "fastRuns", FastRuns.class);

      Files.writeString(answer, "x".repeat(1_025));
      ledgerFiles.keepAnswer(run);
      assertThat(count("leanix_file")).isZero();
      assertThat(log.lines())
          .anyMatch(
              line -> line.startsWith("WARN [apps.json] The answer of LeanIX has 1025 bytes"));
      Files.writeString(answer, "x".repeat(1_024));
      ledgerFiles.keepAnswer(run);
      Files.delete(answer);

      assertThat(fastRuns.isAnswered(run)).isTrue();
      assertThat(answer).content().hasSize(1_024);
    }
  }

  private void thereIsAnotherNode() {
    awaiting().until(() -> count("leanix_node") == 1);
    ledger.update("INSERT INTO leanix_node (name, beats, work_folder) VALUES ('other', 1, 'x')");
  }

  private static <T> T bean(OpenedHub hub, String name, Class<T> type) {
    return hub.context().getRegistry().lookupByNameAndType(name, type);
  }

  private OpenedHub open(String node) throws IOException {
    Files.createDirectories(data(node).resolve("inbox"));
    Properties settings = HubTestSupport.shortDelays(sandbox, data(node));
    settings.putAll(HubTestSupport.ledgerIn(POSTGRES.server()));
    settings.putAll(
        Map.of(
            "leanix.node",
            node,
            "leanix.ledger.node-timeout",
            "2s",
            "leanix.queue.url",
            broker.url(),
            "leanix.queue.user",
            Broker.USER,
            "leanix.queue.password",
            Broker.PASSWORD,
            "leanix.queue.inbox",
            IN,
            "leanix.queue.outbox",
            OUT,
            "leanix.queue.max-size",
            "1KB",
            "leanix.defaults.connector-version",
            "1.0.0"));
    return new OpenedHub(Clock.systemUTC(), settings);
  }

  private void send(String name, String ldif) throws JMSException {
    TextMessage message = client.text(ldif);
    message.setStringProperty("LeanixFileName", name + ".json");
    client.send(IN, message);
  }

  private void drop(String node, String name, String content) throws IOException {
    Path part = Files.writeString(data(node).resolve(name), content);
    Files.move(part, data(node).resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path data(String node) {
    return folder.resolve(node);
  }

  private long count(String rows) {
    return ledger.queryForObject("SELECT COUNT(*) FROM " + rows, Long.class);
  }

  private List<Path> files(String node, String name) throws IOException {
    try (Stream<Path> files = Files.list(data(node).resolve(name))) {
      return files.toList();
    }
  }

  private List<String> contents(String node, String name, String ending) throws IOException {
    List<String> contents = new ArrayList<>();
    for (Path file : files(node, name)) {
      if (file.toString().endsWith(ending)) {
        contents.add(Files.readString(file));
      }
    }
    return contents;
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
  }
}
