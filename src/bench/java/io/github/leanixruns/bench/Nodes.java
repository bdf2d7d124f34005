package io.github.leanixruns.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the throughput of several nodes with a PostgreSQL, and counts the statements. */
final class Nodes {

  // few, so that the nodes wait for LeanIX and not for the processor
  private static final int THREADS = 2;
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int RUNS_TO_WARM_UP_A_NODE = 100;
  private static final int RUNS_OF_A_NODE = 150;
  private static final int MOST_NODES = 4;
  private static final double MIN_RATIO = 3;

  private final Path folder;

  Nodes(Path folder) {
    this.folder = folder;
  }

  private record Result(double perSecond, double statementsPerRun) {}

  List<Row> run() throws IOException, InterruptedException, SQLException {
    List<Row> rows = new ArrayList<>();
    Result one = measure(1);
    for (int nodes = 1; nodes <= MOST_NODES; nodes *= 2) {
      Result result = nodes == 1 ? one : measure(nodes);
      double ratio = result.perSecond / one.perSecond;
      rows.add(
          new Row(
              "%d small LDIFs, 50 ms latency, %d node%s of %d threads with PostgreSQL"
                  .formatted(nodes * RUNS_OF_A_NODE, nodes, nodes == 1 ? "" : "s", THREADS),
              "%.1f runs/s, %.0f statements a run"
                  .formatted(result.perSecond, result.statementsPerRun),
              "one node: %.1f runs/s".formatted(one.perSecond),
              "%.2f".formatted(ratio),
              Row.NONE,
              nodes == MOST_NODES ? "≥ %.0f × one node".formatted(MIN_RATIO) : Row.NONE,
              nodes < MOST_NODES || ratio >= MIN_RATIO));
    }
    return rows;
  }

  private Result measure(int nodes) throws IOException, InterruptedException, SQLException {
    Path here = Files.createDirectories(folder.resolve("nodes"));
    List<HubProcess> hubs = new ArrayList<>();
    try (StandIn leanix = new StandIn(LATENCY, Duration.ZERO);
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION pg_stat_statements");
      for (int node = 0; node < nodes; node++) {
        hubs.add(
            HubProcess.start(
                leanix, here.resolve("node-" + node), settings(here, postgres, node)));
        hubs.get(node).awaitLog("Ledger:");
      }
      through(here, statement, nodes * RUNS_TO_WARM_UP_A_NODE);
      statement.execute("SELECT pg_stat_statements_reset()");
      long start = System.nanoTime();
      through(here, statement, nodes * RUNS_OF_A_NODE);
      double seconds = (System.nanoTime() - start) / 1e9;
      int runs = nodes * RUNS_OF_A_NODE;
      return new Result(runs / seconds, (double) statements(statement) / runs);
    } finally {
      hubs.forEach(HubProcess::close);
      Folders.delete(here);
    }
  }

  private static Map<String, String> settings(Path here, EmbeddedPostgres postgres, int node) {
    return Map.of(
        "LEANIX_DATA", here.resolve("data").toString(),
        "LEANIX_LEDGER_URL", postgres.getJdbcUrl("postgres", "postgres"),
        "LEANIX_NODE", "node-" + node,
        "LEANIX_RUN_THREADS", String.valueOf(THREADS),
        "LEANIX_RUN_ORDER", "none",
        "LEANIX_RUN_POLL", "500ms");
  }

  /** Drops files, and waits until their runs are closed. */
  private static void through(Path here, Statement ledger, int count)
      throws IOException, InterruptedException, SQLException {
    Path ldifs = SmallLdifs.write("inbound", count, here.resolve("ldifs"));
    long before = number(ledger, "SELECT COUNT(*) FROM leanix_run");
    for (int i = 0; i < count; i++) {
      String name = "ldif-" + i + ".json";
      Files.move(
          ldifs.resolve(name),
          here.resolve("data/inbox").resolve(name),
          StandardCopyOption.ATOMIC_MOVE);
    }
    while (number(ledger, "SELECT COUNT(*) FROM leanix_run WHERE closed_at IS NOT NULL")
        < before + count) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Returns how many statements the nodes have sent, those for polling included. */
  private static long statements(Statement ledger) throws SQLException {
    return number(
        ledger,
        "SELECT SUM(calls) FROM pg_stat_statements"
            + " WHERE query NOT LIKE 'SELECT COUNT(*) FROM leanix_run%' AND query NOT LIKE '%pg_stat%'");
  }

  private static long number(Statement ledger, String query) throws SQLException {
    try (ResultSet rows = ledger.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
