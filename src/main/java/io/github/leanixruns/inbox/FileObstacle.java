package io.github.leanixruns.inbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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
    try {
      String obstacle =
          of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      return obstacle == null && Files.exists(file) && !Files.isReadable(file)
          ? "it cannot be read. Correct its permissions."
          : obstacle;
    } catch (IOException e) {
      return null; // the claim will notice that it is gone
    }
  }

  /** Returns why a file of this type cannot be claimed and what to do, or null if it can. */
  static String of(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return null;
    }
    if (attributes.isSymbolicLink()) {
      return "it is a link. Drop the file itself.";
    }
    return attributes.isDirectory()
        ? "it is a folder. Drop a file."
        : "it is a pipe or a device. Drop a file.";
  }
}
