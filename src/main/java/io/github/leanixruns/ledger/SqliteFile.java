package io.github.leanixruns.ledger;

import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Checks a SQLite ledger before anything is written to it. */
final class SqliteFile {

  private static final String DAMAGED =
      """
      The ledger %1$s is damaged: %2$s. Nothing was changed.
        Restore it from a backup, or move it away together with %1$s-wal and %1$s-shm to start with an empty one.
        In both cases, an LDIF in %3$s that may have been started, and whose run is not in the new ledger,
        is held: look up its run in LeanIX.""";

  private SqliteFile() {}

  /** Refuses an existing ledger that cannot be used, or creates a new one. */
  static void prepare(Path database) {
    if (Files.exists(database)) {
      requireUsable(database);
    } else {
      make(database);
    }
  }

  /** Returns what identifies the file itself rather than its name; empty if there is no file. */
  static Optional<Object> keyOf(Path database) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(database, BasicFileAttributes.class);
      return Optional.of(
          attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger's file cannot be read", e);
    }
  }

  /** SQLite would create a file that others can read. Its other files get the same permissions. */
  private static void make(Path database) {
    try {
      OwnerOnly.open(database, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    } catch (IOException e) {
      throw unusable(database, FileErrors.reason(e), e);
    }
  }

  private static void requireUsable(Path database) {
    if (!Files.isRegularFile(database)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The ledger %s is not a file. Move it away, or set leanix.work.directory to another folder.",
              database));
    }
    if (!Files.isReadable(database) || !Files.isWritable(database)) {
      throw unusable(database, "it cannot be read and written", null);
    }
    requireSound(database);
  }

  private static void requireSound(Path database) {
    SQLiteConfig readOnly = new SQLiteConfig();
    readOnly.setReadOnly(true);
    try (Connection connection = readOnly.createConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet check = statement.executeQuery("PRAGMA quick_check(1)")) {
      String words = check.getString(1);
      if (!"ok".equals(words)) {
        throw damaged(database, words, null);
      }
    } catch (SQLException e) {
      throw isDamage(e)
          ? damaged(database, e.getMessage(), e)
          : unusable(database, e.getMessage(), e);
    }
  }

  private static boolean isDamage(SQLException e) {
    return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR_SHORT_READ -> true;
      default -> false;
    };
  }

  private static SettingsException damaged(Path database, String words, SQLException cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT, DAMAGED, database, words.strip(), database.resolveSibling("ldif")),
        cause);
  }

  private static SettingsException unusable(Path database, String words, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "The ledger %s cannot be opened: %s. Check its permissions and those of its folder.",
            database,
            words),
        cause);
  }
}
