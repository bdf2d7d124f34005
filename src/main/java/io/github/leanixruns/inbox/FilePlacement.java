package io.github.leanixruns.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;

/** A way to put a file into the work folder. */
@FunctionalInterface
interface FilePlacement {

  void place(Path source, Path file) throws IOException;

  /** Renames the file. */
  static void rename(Path source, Path file) throws IOException {
    Files.move(source, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Keeps the first file if several nodes place one with the same id. */
  static void link(Path source, Path file) throws IOException {
    try {
      Files.createLink(file, source);
    } catch (FileAlreadyExistsException e) {
      LoggerFactory.getLogger(FilePlacement.class).debug("{} is there already", file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // a file system without links: in a race, the second file may replace the first
      if (Files.exists(source) && !Files.exists(file)) {
        rename(source, file);
      }
    }
  }
}
