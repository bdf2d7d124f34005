package io.github.leanixruns.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sets the time that a PostgreSQL returns as {@code now()} to connections with its URL. */
public final class DatabaseTime {

  private final JdbcTemplate database;
  private final String url;

  /** Prepares a database whose time is right. */
  public DatabaseTime(EmbeddedPostgres postgres) {
    database = new JdbcTemplate(postgres.getPostgresDatabase());
    database.execute("CREATE SCHEMA IF NOT EXISTS set_time");
    database.execute("CREATE TABLE IF NOT EXISTS set_time.ahead (seconds BIGINT)");
    database.execute(
        "CREATE OR REPLACE FUNCTION set_time.now() RETURNS TIMESTAMPTZ LANGUAGE SQL STABLE AS"
            + " 'SELECT pg_catalog.now() + SUM(seconds) * INTERVAL ''1 second'' FROM set_time.ahead'");
    database.update("DELETE FROM set_time.ahead");
    advance(Duration.ZERO);
    url = postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=public,set_time,pg_catalog";
  }

  /** Returns the URL of the database with this time. */
  public String url() {
    return url;
  }

  /** Sets the time forward, or back. */
  public void advance(Duration by) {
    database.update("INSERT INTO set_time.ahead (seconds) VALUES (?)", by.toSeconds());
  }
}
