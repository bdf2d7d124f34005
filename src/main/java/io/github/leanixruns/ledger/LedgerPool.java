package io.github.leanixruns.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;

/** The connections to the ledger. An outage of its server is logged once, for all that use it. */
final class LedgerPool extends HikariDataSource {

  private final LedgerOutage outage;

  LedgerPool(HikariConfig config, LedgerOutage outage) {
    super(watchedBy(outage, config));
    this.outage = outage;
  }

  private static HikariConfig watchedBy(LedgerOutage outage, HikariConfig config) {
    config.setExceptionOverride(
        new SQLExceptionOverride() {
          @java.lang.Override // Hikari has another class of this name
          public Override adjudicate(SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            // a connection failed, or the server shuts down
            if (state.startsWith("08") || state.startsWith("57P")) {
              outage.failed(failure);
            }
            return Override.CONTINUE_EVICT;
          }
        });
    return config;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return super.getConnection();
    } catch (SQLException e) {
      if (!isClosed()) {
        outage.failed(e);
      }
      throw e;
    }
  }
}
