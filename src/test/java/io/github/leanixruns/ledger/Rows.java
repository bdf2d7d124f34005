package io.github.leanixruns.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of the ledger, written without the routes. */
final class Rows {

  private Rows() {}

  static void insertOpen(Ledger ledger, String id, String lane) {
    new JdbcTemplate(ledger.dataSource())
        .update(
            "INSERT INTO leanix_run"
                + " (id, lane, stage, kind, source, test, file_name, file_size, sha256, notes,"
                + " sent_as_dropped, received_at)"
                + " VALUES (?, ?, 'RECEIVED', 'run', 'inbox', 0, 'apps.json', 1, 'abc', '[]', TRUE, 1)",
            id,
            lane);
  }

  static void close(Ledger ledger, String id) {
    new JdbcTemplate(ledger.dataSource())
        .update("UPDATE leanix_run SET closed_at = 2 WHERE id = ?", id);
  }

  static void fail(Ledger ledger, String id) {
    new JdbcTemplate(ledger.dataSource())
        .update(
            "UPDATE leanix_run SET failing_since = 1, failure = 'HTTP 503',"
                + " failing_cause = 'server_error' WHERE id = ?",
            id);
  }

  /** Does to a lane's task what a node does that picks it and is killed. */
  static void pick(Ledger ledger, String lane, String node) {
    new JdbcTemplate(ledger.dataSource())
        .update(
            "UPDATE scheduled_tasks SET picked = TRUE, picked_by = ?,"
                + " last_heartbeat = execution_time WHERE task_instance = ?",
            node,
            lane);
  }
}
