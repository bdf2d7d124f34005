package io.github.leanixruns.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The database with a row for every run. Opening it migrates its schema.
 *
 * <p>A SQLite ledger is used by one process at a time, which holds a lock file.
 */
public final class Ledger implements AutoCloseable {

  private static final String SQLITE = "jdbc:sqlite:";
  // the scheduler, the routes that receive LDIFs, the clock and the lease of the reader
  private static final int OTHER_USERS = 4;
  // WAL and immediate transactions let readers and the writer work concurrently. FULL makes every
  // commit survive a power failure.
  private static final Map<String, String> SQLITE_PRAGMAS =
      Map.of(
          "journal_mode", "WAL",
          "synchronous", "FULL",
          "transaction_mode", "IMMEDIATE",
          "busy_timeout", "60000");

  private final HikariDataSource dataSource;
  private final LedgerOutage outage;
  private final String name;
  private final String id;
  // null for a database server
  private final SqliteLock lock;
  private final Optional<Object> fileKey;

  private Ledger(HikariConfig pool, String name, SqliteLock lock) {
    this.outage = new LedgerOutage(name, System::nanoTime);
    this.dataSource = lock == null ? new LedgerPool(pool, outage) : new HikariDataSource(pool);
    this.name = name;
    this.lock = lock;
    this.fileKey = lock == null ? Optional.empty() : SqliteFile.keyOf(Path.of(name));
    this.id = jdbc().queryForObject(Sql.of("select-ledger-id"), String.class);
  }

  /**
   * Opens a ledger.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}
   * @param threads how many steps are executed at the same time
   * @throws SettingsException if the ledger cannot be used; the message says what to do
   */
  public static Ledger open(String url, String user, String password, int threads) {
    Secrets.hideCredentials(user, password);
    Path database = fileOf(url);
    boolean sqlite = database != null;
    SqliteLock lock = sqlite ? SqliteLock.of(database) : null;
    try {
      if (sqlite) {
        SqliteLibrary.unpackInto(database.resolveSibling("native"));
        SqliteFile.prepare(database);
      }
      migration(sqlite).dataSource(url, emptyToNull(user), emptyToNull(password)).load().migrate();
      return new Ledger(
          pool(url, user, password, sqlite ? 1 : threads + OTHER_USERS),
          sqlite ? database.toString() : withoutPassword(url),
          lock);
    } catch (FlywayException e) {
      close(lock);
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The ledger %s cannot be opened: %s. Check leanix.ledger.url, .user and .password.",
              withoutPassword(url),
              withoutPassword(rootMessage(e))),
          e);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /** Returns the URL of the SQLite ledger in a folder. */
  public static String sqliteIn(Path folder) {
    return SQLITE + folder.resolve("ledger.db");
  }

  /**
   * Returns this ledger, or closes it if another process uses the other ledger: a program with a
   * workspace and one with the sandbox would claim each other's files.
   */
  public Ledger insteadOf(String otherUrl) {
    try {
      SqliteLock.requireFree(fileOf(otherUrl));
      return this;
    } catch (SettingsException e) {
      close();
      throw e;
    }
  }

  private static Path fileOf(String url) {
    return url.startsWith(SQLITE) ? Path.of(url.substring(SQLITE.length())) : null;
  }

  /** The query and the authority of a JDBC URL may contain a password. */
  private static String withoutPassword(String text) {
    return text.replaceAll("\\?\\S*", "").replaceAll("//[^/\\s]*@", "//");
  }

  static FluentConfiguration migration(boolean sqlite) {
    return Flyway.configure()
        .locations("classpath:io/github/leanixruns/db/migration")
        .placeholders(
            Map.of(
                "identity",
                sqlite
                    ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                    : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                "bytes",
                sqlite ? "BLOB" : "BYTEA",
                "ledgerId",
                UUID.randomUUID().toString()));
  }

  private static HikariConfig pool(String url, String user, String password, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(url);
    config.setUsername(emptyToNull(user));
    config.setPassword(emptyToNull(password));
    config.setMaximumPoolSize(connections);
    // a health request must not wait as long as a writer may have to wait for the lock
    config.setConnectionTimeout(url.startsWith(SQLITE) ? 30_000 : 5_000);
    if (url.startsWith(SQLITE)) {
      Properties pragmas = new Properties();
      pragmas.putAll(SQLITE_PRAGMAS);
      config.setDataSourceProperties(pragmas);
    }
    return config;
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static String rootMessage(Throwable failure) {
    String message = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        message = cause.getMessage();
      }
    }
    return message.strip();
  }

  /** Returns the database, for routes and the scheduler. */
  public HikariDataSource dataSource() {
    return dataSource;
  }

  /** Returns the path of a SQLite ledger, or the JDBC URL without a password. */
  public String name() {
    return name;
  }

  /** Returns the id that was assigned when the ledger was created. */
  public String id() {
    return id;
  }

  /** Returns the outage of a database server, which may last. */
  public LedgerOutage outage() {
    return outage;
  }

  /** Tells whether the file of a SQLite ledger is still the one that was opened. */
  public boolean isInPlace() {
    return lock == null || SqliteFile.keyOf(Path.of(name)).equals(fileKey);
  }

  /** Tells whether other nodes may use the ledger too. */
  public boolean isShared() {
    return lock == null;
  }

  /** Tells whether there is a row for a run, open or closed. */
  public boolean knows(String id) {
    return counts("count-rows-of-id", id);
  }

  /** Tells whether a run is closed. */
  public boolean hasClosed(String id) {
    return counts("count-closed-rows-of-id", id);
  }

  /** Tells whether a run is at a stage now. */
  public boolean isAt(String id, String stage) {
    return counts("count-rows-of-id-at-stage", id, stage);
  }

  private boolean counts(String statement, Object... parameters) {
    Integer rows = jdbc().queryForObject(Sql.of(statement), Integer.class, parameters);
    return rows != null && rows > 0;
  }

  /**
   * Returns the channel of a lane's next step; null if it is the default, or nothing is left to do.
   */
  public String channelOf(String lane) {
    List<String> next = jdbc().queryForList(Sql.of("select-channel-of-lane"), String.class, lane);
    return next.isEmpty() ? null : next.get(0);
  }

  /** Returns the channels of open runs. */
  public List<String> openChannels() {
    return jdbc().queryForList(Sql.of("select-open-channels"), String.class);
  }

  /** Returns the open runs that fail, counted by cause, with an example of each. */
  public List<FailingRuns> failingRuns() {
    return jdbc()
        .query(Sql.of("select-failing-causes"), LedgerRowMapperFactory.of(FailingRuns.class));
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(dataSource);
  }

  @Override
  public void close() {
    dataSource.close();
    close(lock);
  }

  private static void close(SqliteLock lock) {
    if (lock != null) {
      lock.close();
    }
  }
}
