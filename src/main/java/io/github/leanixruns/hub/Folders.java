package io.github.leanixruns.hub;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folders that the program works with; they exist and can be written once this is made. */
record Folders(Path inbox, Path outbox, Path archive, Path failed, Path work) {

  static Folders of(Settings settings) {
    Folders folders =
        new Folders(
            created(settings, "leanix.inbox.directory"),
            created(settings, "leanix.outbox.directory"),
            created(settings, "leanix.archive.directory"),
            created(settings, "leanix.failed.directory"),
            created(settings, "leanix.work.directory"));
    tryToMove(folders.inbox, folders.work, "leanix.inbox.directory");
    tryToMove(folders.work, folders.archive, "leanix.archive.directory");
    tryToMove(folders.work, folders.failed, "leanix.failed.directory");
    return folders;
  }

  private static Path created(Settings settings, String name) {
    Path folder = settings.directory(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SettingsException(
          "The folder %s (%s) cannot be created: %s.".formatted(folder, name, e.getMessage()), e);
    }
  }

  /** Better to find out before the first file than with it. */
  private static void tryToMove(Path from, Path to, String setting) {
    try {
      Path probe = Files.createTempFile(from, ".leanix-runs-", ".probe");
      Path moved = to.resolve(probe.getFileName());
      try {
        Files.move(probe, moved, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(probe);
        Files.deleteIfExists(moved);
      }
    } catch (AtomicMoveNotSupportedException e) {
      throw new SettingsException(
          "%s and leanix.work.directory must lie on the same file system: files are moved by renaming."
              .formatted(setting),
          e);
    } catch (IOException e) {
      throw new SettingsException(
          "The folders %s and %s must be writable: %s.".formatted(from, to, e.getMessage()), e);
    }
  }
}
