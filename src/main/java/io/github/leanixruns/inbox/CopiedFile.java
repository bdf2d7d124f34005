package io.github.leanixruns.inbox;

import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.WrappedStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a claimed file once, and writes what it reads to a copy that belongs to this program. Other
 * users may still write to the file that was dropped: through a handle that they have opened
 * before, or a hard link.
 */
final class CopiedFile extends WrappedStream {

  private static final long FORCED_BYTES = 32L << 20;

  private final FileChannel copy;
  private CompletableFuture<Void> forcing = CompletableFuture.completedFuture(null);
  private long unforced;

  private CopiedFile(InputStream dropped, FileChannel copy) {
    super(dropped);
    this.copy = copy;
  }

  /**
   * Opens a file and creates its copy.
   *
   * @param dropped a file in a folder in which only this program can replace it
   * @throws UnreadableFileException if it is a link, a folder, a pipe or a device, or not readable
   */
  static CopiedFile open(Path dropped, Path copy) throws IOException {
    InputStream in = openFile(dropped);
    try {
      return new CopiedFile(
          in, OwnerOnly.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Requires that there is space for the copy of a file, so that a large file does not hold up all
   * files after it.
   *
   * @param folder the folder of the copy
   */
  static void requireSpace(File dropped, File folder) throws IOException {
    long space = folder.getUsableSpace();
    // some file systems always return 0
    if (space > 0 && space < dropped.length()) {
      throw new IOException("the work folder has no space for a copy of the file");
    }
  }

  private static InputStream openFile(Path file) throws IOException {
    BasicFileAttributes before = attributesOf(file);
    // opening a pipe would wait for its writer
    String obstacle = FileObstacle.of(before);
    if (obstacle != null) {
      throw new UnreadableFileException("The file cannot be taken: " + obstacle);
    }
    InputStream in = open(file);
    if (!Objects.equals(before.fileKey(), attributesOf(file).fileKey())) {
      in.close();
      throw new UnreadableFileException("The file was replaced while it was opened.");
    }
    return in;
  }

  private static InputStream open(Path file) throws IOException {
    try {
      // interrupting the thread does not close this stream
      return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      throw new UnreadableFileException("The file cannot be read: permission denied.");
    }
  }

  private static BasicFileAttributes attributesOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = readDropped(target, offset, length);
    ByteBuffer bytes = ByteBuffer.wrap(target, offset, Math.max(read, 0));
    while (bytes.hasRemaining()) {
      unforced += copy.write(bytes);
    }
    if (unforced > FORCED_BYTES && forcing.isDone()) {
      forceInBackground();
    }
    return read;
  }

  /** Writes a large file to disk while it is read, so that the check does not wait for it later. */
  private void forceInBackground() throws IOException {
    awaitForced();
    unforced = 0;
    forcing =
        CompletableFuture.runAsync(
            () -> {
              try {
                copy.force(false);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private void awaitForced() throws IOException {
    try {
      forcing.join();
    } catch (CompletionException e) {
      throw new IOException("The copy cannot be written to disk: " + e.getMessage(), e);
    }
  }

  private int readDropped(byte[] target, int offset, int length) throws UnreadableFileException {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      throw new UnreadableFileException("The file cannot be read: " + FileErrors.reason(e) + ".");
    }
  }

  /** Forces the copy to disk. */
  void force() throws IOException {
    awaitForced();
    copy.force(true);
  }

  @Override
  public void close() throws IOException {
    try (copy) {
      super.close();
    }
  }
}
