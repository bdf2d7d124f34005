package io.github.leanixruns.inbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Decides whether a dropped file can be claimed. */
final class FileObstacle {

  private FileObstacle() {}

  /** Returns why a file cannot be claimed and what to do, or null if it can. */
  static String of(String name, File file) {
    if (name.indexOf('\\') >= 0) {
      // for Camel it separates folders on every platform, so it would never find the file
      return "the name contains a backslash. Rename the file.";
    }
    try {
      return of(file.toPath());
    } catch (InvalidPathException e) {
      return "the locale cannot represent the name. Rename the file, or start leanix-runs with LC_ALL=C.UTF-8.";
    }
  }

  private static String of(Path file) {
    if (Files.isSymbolicLink(file)) {
      return "it is a link. Drop the file itself.";
    }
    if (!Files.exists(file)) {
      return null; // the claim will notice that it is gone
    }
    if (!Files.isRegularFile(file)) {
      return "it is a pipe or a device. Drop a file.";
    }
    // if it were claimed, it would block all files after it
    return Files.isReadable(file) ? null : "it cannot be read. Correct its permissions.";
  }
}
