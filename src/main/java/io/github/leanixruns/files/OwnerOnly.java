package io.github.leanixruns.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates folders and files that only their owner can access. On a file system without POSIX
 * permissions, they are created with the defaults.
 */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?>[] DEFAULTS = {};

  private OwnerOnly() {}

  /** Creates a folder. An existing folder keeps its permissions, and parents get the defaults. */
  public static Path createDirectories(Path folder) throws IOException {
    if (folder.getParent() != null) {
      Files.createDirectories(folder.getParent());
    }
    return Files.createDirectories(folder, attributes(folder, FOLDER));
  }

  /** Creates a folder that does not exist yet. */
  public static Path createDirectory(Path folder) throws IOException {
    return Files.createDirectory(folder, attributes(folder, FOLDER));
  }

  /** Opens a file. A new file is accessible to its owner only. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(file, FILE));
  }

  /** Replaces a file atomically and forces it to disk. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns whether the file system of a file or folder supports POSIX permissions. */
  public static boolean isSupported(Path existing) throws IOException {
    return hasPosixView(existing)
        && Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return hasPosixView(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : DEFAULTS;
  }

  private static boolean hasPosixView(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
