package io.github.leanixruns.ledger;

import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Finds out whether a SQLite ledger can be worked with, before anything is written to it. */
final class SqliteFile {

  private static final String DAMAGED =
      """
      The ledger %1$s is damaged: %2$s. Nothing was touched.
        Restore it from a backup, or move it away together with %1$s-wal and %1$s-shm to begin with an empty one.
        Either way, a run that the new ledger does not know is created and started again from its LDIF in %3$s,
        even if it was started before. Find such runs in LeanIX, and take their LDIFs out of there first.""";

  private SqliteFile() {}

  /** Refuses a ledger that is there and cannot be used; one that is not there yet is made. */
  static void prepare(Path database) {
    if (Files.exists(database)) {
      requireUsable(database);
    } else {
      make(database);
    }
  }

  /** SQLite would let everybody read it; what it puts beside it gets the same permissions. */
  private static void make(Path database) {
    try {
      OwnerOnly.open(database, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    } catch (IOException e) {
      throw unusable(database, e.getMessage(), e);
    }
  }

  private static void requireUsable(Path database) {
    if (!Files.isRegularFile(database)) {
      throw new SettingsException(
          "The ledger %s is not a file. Move away what lies there, or set leanix.work.directory to another folder."
              .formatted(database));
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
        DAMAGED.formatted(database, words.strip(), database.resolveSibling("ldif")), cause);
  }

  private static SettingsException unusable(Path database, String words, Exception cause) {
    return new SettingsException(
        "The ledger %s cannot be opened: %s. Check its permissions and those of its folder."
            .formatted(database, words),
        cause);
  }
}
