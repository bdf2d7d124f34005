package io.github.leanixruns.ledger;

import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library, which the driver unpacks into a folder. In the folder of this
 * machine for temporary files it may not be executable, and would stay there after a kill.
 */
final class SqliteLibrary {

  private SqliteLibrary() {}

  /**
   * Unpacks the library into a folder that only this process uses, unless it is loaded already, and
   * deletes what earlier processes left there.
   *
   * @throws SettingsException if it cannot be loaded
   */
  static void unpackInto(Path folder) {
    try {
      OwnerOnly.createDirectories(folder);
      for (Path leftOver : filesIn(folder)) {
        Files.delete(leftOver);
      }
      System.setProperty("org.sqlite.tmpdir", folder.toString());
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "SQLite's library cannot be loaded from %s: %s. Check the permissions of this folder, and whether its file system allows programs (mount option noexec), or set leanix.work.directory to another folder.",
              folder,
              FileErrors.reason(e)),
          e);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
