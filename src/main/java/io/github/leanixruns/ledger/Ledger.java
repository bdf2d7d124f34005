package io.github.leanixruns.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The database with a row for every run. Opening it migrates its schema.
 *
 * <p>A SQLite ledger is used by one process at a time, which holds a lock file.
 */
public final class Ledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String IN_MEMORY = SQLITE + "file:warm-up?mode=memory&cache=shared";
  // WAL and immediate transactions let readers and the writer work concurrently. FULL makes every
  // commit survive a power failure.
  private static final Map<String, String> SQLITE_PRAGMAS =
      Map.of(
          "journal_mode", "WAL",
          "synchronous", "FULL",
          "transaction_mode", "IMMEDIATE",
          "busy_timeout", "60000");

  private final HikariDataSource dataSource;
  private final FileChannel lock;

  private Ledger(HikariDataSource dataSource, FileChannel lock) {
    this.dataSource = dataSource;
    this.lock = lock;
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
    boolean sqlite = url.startsWith(SQLITE);
    Path database = sqlite ? Path.of(url.substring(SQLITE.length())) : null;
    FileChannel lock = sqlite ? lock(database) : null;
    try {
      if (sqlite) {
        SqliteFile.prepare(database);
      }
      migrate(url, user, password, sqlite);
      return new Ledger(pool(url, user, password, sqlite ? 1 : threads + 2), lock);
    } catch (FlywayException e) {
      close(lock);
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The ledger %s cannot be opened: %s. Check leanix.ledger.url, .user and .password.",
              withoutQuery(url),
              withoutQuery(rootMessage(e))),
          e);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /**
   * Loads Flyway and SQLite in the background, because the first database of a process takes most
   * of a second. Opening the ledger reports any error.
   */
  public static void warmUp() {
    Thread thread = new Thread(Ledger::openInMemory, "ledger-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void openInMemory() {
    try {
      migrate(IN_MEMORY, "", "", true);
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("SQLite cannot be loaded ahead of time", e);
    }
  }

  /** Returns the URL of the SQLite ledger in a folder. */
  public static String sqliteIn(Path folder) {
    return SQLITE + folder.resolve("ledger.db");
  }

  /**
   * Locks a SQLite ledger without opening it.
   *
   * @throws SettingsException if another process uses it
   */
  public static AutoCloseable reserve(String url) {
    return lock(Path.of(url.substring(SQLITE.length())));
  }

  /** The query of a JDBC URL may contain a password. */
  private static String withoutQuery(String text) {
    return text.replaceAll("\\?\\S*", "");
  }

  private static FileChannel lock(Path database) {
    Path file = Path.of(database + ".lock");
    try {
      OwnerOnly.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse(database, null);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw inUse(database, e);
    } catch (IOException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The ledger's folder cannot be written: %s. Check leanix.data and its permissions.",
              e.getMessage()),
          e);
    }
  }

  private static SettingsException inUse(Path database, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "Another leanix-runs process uses the ledger %s. Stop it, or set leanix.data to another folder.",
            database),
        cause);
  }

  private static void migrate(String url, String user, String password, boolean sqlite) {
    Flyway.configure()
        .dataSource(url, emptyToNull(user), emptyToNull(password))
        .locations("classpath:io/github/leanixruns/db/migration")
        .placeholders(
            Map.of(
                "identity",
                sqlite
                    ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                    : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                "bytes",
                sqlite ? "BLOB" : "BYTEA"))
        .load()
        .migrate();
  }

  private static HikariDataSource pool(String url, String user, String password, int connections) {
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
    return new HikariDataSource(config);
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).strip();
  }

  /** Returns the database, for routes and the scheduler. */
  public HikariDataSource dataSource() {
    return dataSource;
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

  private boolean counts(String statement, String id) {
    Integer rows =
        new JdbcTemplate(dataSource).queryForObject(Sql.of(statement), Integer.class, id);
    return rows != null && rows > 0;
  }

  /** Returns the channels of open runs. */
  public List<String> openChannels() {
    return new JdbcTemplate(dataSource).queryForList(Sql.of("select-open-channels"), String.class);
  }

  /** Returns the open runs that fail, counted by cause, with an example of each. */
  public List<FailingRuns> failingRuns() {
    return new JdbcTemplate(dataSource)
        .query(Sql.of("select-failing-causes"), LedgerRowMapperFactory.of(FailingRuns.class));
  }

  @Override
  public void close() {
    dataSource.close();
    close(lock);
  }

  private static void close(FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger's lock file cannot be closed", e);
    }
  }
}
