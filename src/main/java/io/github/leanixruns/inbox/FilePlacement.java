package io.github.leanixruns.inbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** A way to put a file into the work folder. */
@FunctionalInterface
interface FilePlacement {

  void place(Path source, Path file) throws IOException;

  /**
   * Returns how a dropped file is moved: a channel has a subfolder of the watched folder.
   *
   * <p>The folder that the file is moved to exists already when {@code mayClaim} is asked. If this
   * node is suspended in between, and another one receives files from then on, that node deletes
   * the empty folder, and this one cannot move the file any more.
   */
  static FilePlacement ofDropped(Origin origin, BooleanSupplier mayClaim) {
    FilePlacement move =
        origin.channel() == null ? FilePlacement::rename : FilePlacement::renameFromSubfolder;
    return (source, file) -> {
      if (!mayClaim.getAsBoolean()) {
        throw new NoSuchFileException(source.toString(), null, "another node receives files");
      }
      move.place(source, file);
    };
  }

  /** Renames the file. */
  static void rename(Path source, Path file) throws IOException {
    Files.move(source, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Renames a file of a subfolder, which is not followed if it is a link: users who can write to
   * the folder above can replace it at any time.
   */
  static void renameFromSubfolder(Path source, Path file) throws IOException {
    Path subfolder = source.getParent();
    try (DirectoryStream<Path> above = Files.newDirectoryStream(subfolder.getParent());
        DirectoryStream<Path> to = Files.newDirectoryStream(file.getParent())) {
      if (above instanceof SecureDirectoryStream<Path> secure
          && to instanceof SecureDirectoryStream<Path> target) {
        try (SecureDirectoryStream<Path> from =
            secure.newDirectoryStream(subfolder.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
          from.move(source.getFileName(), target, file.getFileName());
        }
      } else {
        rename(source, file);
      }
    }
  }

  /** Renames the file, or fails if there is another one. A link is renamed, not followed. */
  static void renameWithoutOverwriting(Path source, Path file) throws IOException {
    if (exists(source) && exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    rename(source, file);
  }

  /** Tells whether there is a file or a link, which may lead nowhere. */
  static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
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
