package io.github.leanixruns.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Tells what the permissions of a file or folder allow to all other users. Without POSIX
 * permissions this is unknown, and treated as nothing.
 */
public final class OtherUsers {

  private static final int STICKY = 01000;

  private OtherUsers() {}

  /** Returns whether others can write. In a folder with the sticky bit, they can only add files. */
  public static boolean canWrite(Path path) throws IOException {
    return has(path, PosixFilePermission.OTHERS_WRITE)
        && ((Integer) Files.getAttribute(path, "unix:mode") & STICKY) == 0;
  }

  /** Returns whether others can read. */
  public static boolean canRead(Path path) throws IOException {
    return has(path, PosixFilePermission.OTHERS_READ);
  }

  private static boolean has(Path path, PosixFilePermission permission) throws IOException {
    return Files.exists(path)
        && OwnerOnly.isSupported(path)
        && Files.getPosixFilePermissions(path).contains(permission);
  }
}
