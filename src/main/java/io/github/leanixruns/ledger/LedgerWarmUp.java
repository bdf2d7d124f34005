package io.github.leanixruns.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Loads Flyway in the background, because the first database of a process takes most of a second.
 * No database is opened, because the settings are not known yet.
 */
public final class LedgerWarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerWarmUp.class);

  private LedgerWarmUp() {}

  /** Starts to load it. */
  public static void start() {
    Thread thread = new Thread(LedgerWarmUp::loadFlyway, "ledger-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void loadFlyway() {
    try {
      Ledger.migration(true).dataSource(new NoDatabase()).load().migrate();
    } catch (FlywayException e) {
      LOG.trace("Flyway is loaded as far as it goes without a database", e);
    }
  }

  private static final class NoDatabase extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("no database");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
