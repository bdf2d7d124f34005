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
 * Makes folders and files that nobody else on the machine can read, where the file system knows who
 * owns what; elsewhere they are made like any other.
 */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?>[] NONE = {};

  private OwnerOnly() {}

  /** Makes a folder; one that exists keeps its permissions, and parents are made as usual. */
  public static Path createDirectories(Path folder) throws IOException {
    if (folder.getParent() != null) {
      Files.createDirectories(folder.getParent());
    }
    return Files.createDirectories(folder, attributes(folder, FOLDER));
  }

  /** Makes a folder that does not exist yet. */
  public static Path createDirectory(Path folder) throws IOException {
    return Files.createDirectory(folder, attributes(folder, FOLDER));
  }

  /** Opens a file; if it has to be made, for its owner only. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(file, FILE));
  }

  /** Writes a file anew, for its owner only; whoever reads it finds the old content or the new. */
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

  /** Takes a file from others that was made by somebody else, if it belongs to this program. */
  public static void protect(Path file) throws IOException {
    if (isPossibleFor(file) && Files.getOwner(file).equals(Files.getOwner(file.getParent()))) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Tells whether the file system that a file or folder lies on knows who owns what. */
  public static boolean isPossibleFor(Path existing) throws IOException {
    return knowsOwners(existing)
        && Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return knowsOwners(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : NONE;
  }

  private static boolean knowsOwners(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
