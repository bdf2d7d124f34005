package io.github.leanixruns.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes to disk what the operating system may still hold in memory. */
public final class DiskSync {

  private DiskSync() {}

  /** Syncs a file, or the entries of a folder, to disk. */
  public static void force(Path path) throws IOException {
    // other platforms cannot open folders
    if (File.separatorChar == '/' || Files.isRegularFile(path)) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
