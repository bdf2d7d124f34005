package io.github.leanixruns.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of the ledger, written without the routes. */
final class Rows {

  private Rows() {}

  static void insertOpen(Ledger ledger, String id, String lane) {
    new JdbcTemplate(ledger.dataSource())
        .update(
            "INSERT INTO leanix_run"
                + " (id, lane, stage, file_name, file_size, sha256, notes, sent_as_dropped,"
                + " received_at) VALUES (?, ?, 'RECEIVED', 'apps.json', 1, 'abc', '[]', TRUE, 1)",
            id,
            lane);
  }

  static void close(Ledger ledger, String id) {
    new JdbcTemplate(ledger.dataSource())
        .update("UPDATE leanix_run SET closed_at = 2 WHERE id = ?", id);
  }
}
