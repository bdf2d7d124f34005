package io.github.leanixruns.ledger;

import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The lock file of a SQLite ledger: one process uses the ledger at a time. */
final class SqliteLock implements AutoCloseable {

  private final FileChannel file;

  private SqliteLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Locks a ledger.
   *
   * @throws SettingsException if another process uses it
   */
  static SqliteLock of(Path database) {
    Path file = fileFor(database);
    try {
      OwnerOnly.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse(database, null);
      }
      return new SqliteLock(channel);
    } catch (OverlappingFileLockException e) {
      throw inUse(database, e);
    } catch (IOException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The ledger's folder cannot be written: %s (%s). Check leanix.data and its permissions.",
              FileErrors.reason(e),
              file.toAbsolutePath().getParent()),
          e);
    }
  }

  /**
   * Requires that no process uses a ledger, which need not exist.
   *
   * @throws SettingsException if another process uses it
   */
  static void requireFree(Path database) {
    if (Files.exists(fileFor(database))) {
      of(database).close();
    }
  }

  private static Path fileFor(Path database) {
    return Path.of(database + ".lock");
  }

  private static SettingsException inUse(Path database, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "Another leanix-runs process uses the ledger %s. Stop it, or set leanix.data to another folder.",
            database),
        cause);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger's lock file cannot be closed", e);
    }
  }
}
