package io.github.leanixruns.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.leanixruns.LeanixRuns;
import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.FileUtil;
import org.slf4j.LoggerFactory;

/** Nodes of the program, one of them with a clock that is ahead, a PostgreSQL and a broker. */
final class Cluster implements AutoCloseable {

  static final String IN = "ldif.in";
  static final String OUT = "ldif.out";
  static final String FAILED = "ldif.failed";
  static final Duration NODE_TIMEOUT = Duration.ofSeconds(3);

  static final int CANNOT_START = 2;

  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final String QUEUE =
      "<address name='%1$s'><anycast><queue name='%1$s' exclusive='%2$s'/></anycast></address>";

  private final Path folder;
  private final List<Path> data;
  private final Map<String, String> environment;
  private final List<Program> nodes = new ArrayList<>();
  private final Broker broker;
  private EmbeddedPostgres postgres;

  private Cluster(Path folder, List<Path> data, Map<String, String> environment) throws Exception {
    // it reports that it cannot stop a server that a signal has ended
    ((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class)).setLevel(Level.OFF);
    this.folder = folder;
    this.data = data;
    this.environment = environment;
    this.postgres = database().start();
    this.broker =
        Broker.startWith(
            folder.resolve("broker"),
            "<addresses>"
                + QUEUE.formatted(IN, true)
                + QUEUE.formatted(OUT, false)
                + QUEUE.formatted(FAILED, false)
                + "</addresses>");
  }

  /**
   * Starts it.
   *
   * @param data the data folder of each node
   * @param environment the environment variables of the nodes for LeanIX
   */
  static Cluster start(Path folder, List<Path> data, Map<String, String> environment)
      throws Exception {
    Cluster cluster = new Cluster(folder, data, environment);
    for (int node = 0; node < data.size(); node++) {
      cluster.nodes.add(cluster.startNode(node));
    }
    for (Program node : cluster.nodes) {
      await().atMost(TO_START).until(() -> node.output().contains(" Ledger: "));
    }
    return cluster;
  }

  private EmbeddedPostgres.Builder database() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("postgres"))
        // a test database would otherwise forget the last transactions
        .setServerConfig("synchronous_commit", "on")
        .setCleanDataDirectory(false);
  }

  private Program startNode(int node) throws IOException {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "LEANIX_NODE",
                "node-" + node,
                "LEANIX_LEDGER_URL",
                ledgerUrl(),
                "LEANIX_LEDGER_NODE_TIMEOUT",
                NODE_TIMEOUT.toSeconds() + "s",
                "LEANIX_QUEUE_URL",
                broker.url(),
                "LEANIX_QUEUE_USER",
                Broker.USER,
                "LEANIX_QUEUE_PASSWORD",
                Broker.PASSWORD,
                "LEANIX_QUEUE_INBOX",
                IN,
                "LEANIX_QUEUE_OUTBOX",
                OUT,
                "LEANIX_QUEUE_FAILED",
                FAILED,
                "LEANIX_DATA",
                data.get(node).toString()));
    variables.putAll(environment);
    Class<?> main = node == 0 ? ProgramAhead.class : LeanixRuns.class;
    return Program.startJava(
        Path.of("").toAbsolutePath(),
        output(node),
        variables,
        List.of(
            "-Xmx256m",
            "-cp",
            String.join(File.pathSeparator, "target/leanix-runs.jar", "target/test-classes"),
            main.getName()));
  }

  private Path output(int node) {
    return folder.resolve("node-" + node + ".log");
  }

  String ledgerUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  Broker broker() {
    return broker;
  }

  int size() {
    return nodes.size();
  }

  /** Returns the node that receives files and messages, or any node if no one does. */
  int reader() throws SQLException {
    try (Connection ledger = DriverManager.getConnection(ledgerUrl());
        Statement statement = ledger.createStatement();
        ResultSet reader = statement.executeQuery("SELECT node FROM leanix_reader")) {
      return reader.next() && !reader.getString(1).isEmpty()
          ? Integer.parseInt(reader.getString(1).replace("node-", ""))
          : 0;
    }
  }

  /**
   * Waits. A node that cannot start while PostgreSQL is away ends, and is started again, as service
   * managers do.
   */
  void go(Duration time) throws Exception {
    pause(time);
    for (int node = 0; node < nodes.size(); node++) {
      if (!nodes.get(node).isAlive()) {
        assertThat(nodes.get(node).awaitEnd()).as("node-" + node).isEqualTo(CANNOT_START);
        nodes.set(node, startNode(node));
      }
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  /** Kills a node. A data folder of its own is gone with it. */
  void kill(int node, Duration pause) throws Exception {
    nodes.get(node).kill();
    if (Collections.frequency(data, data.get(node)) == 1) {
      FileUtil.removeDir(data.get(node).toFile());
    }
    pause(pause);
    nodes.set(node, startNode(node));
  }

  /** Suspends a node for longer than others wait for it. */
  void suspend(int node, Duration pause) throws Exception {
    signal("STOP", nodes.get(node).pid());
    pause(NODE_TIMEOUT.plus(pause));
    signal("CONT", nodes.get(node).pid());
  }

  /** Ends PostgreSQL at once, without closing its connections, and starts it again. */
  void restartPostgres(Duration pause) throws Exception {
    int port = postgres.getPort();
    Path pid = folder.resolve("postgres").resolve("postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(pid).get(0).strip());
    signal("QUIT", postmaster);
    ProcessHandle.of(postmaster)
        .ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    postgres.close();
    pause(pause);
    postgres = database().setPort(port).start();
  }

  void restartBroker(Duration pause) throws Exception {
    broker.stop();
    pause(pause);
    broker.start();
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).inheritIO().start().waitFor();
  }

  /** Asks all nodes to end, and returns their exit codes. */
  List<Integer> terminate() {
    nodes.forEach(Program::askToEnd);
    return nodes.stream().map(Program::awaitEnd).toList();
  }

  /** Returns how many lines of the logs are a part of a stack trace. */
  long stackTraceLines() throws IOException {
    long lines = 0;
    for (int node = 0; node < nodes.size(); node++) {
      lines +=
          Files.readAllLines(output(node)).stream()
              .filter(line -> line.startsWith("\tat "))
              .count();
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Program::close);
    broker.close();
    postgres.close();
  }
}
