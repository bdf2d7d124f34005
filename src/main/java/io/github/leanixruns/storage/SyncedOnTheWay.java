package io.github.leanixruns.storage;

import io.github.leanixruns.files.WatchedStream;
import io.github.leanixruns.inbox.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Has what is read and written to a file brought to the disk meanwhile, so that little is left to
 * wait for at the end.
 */
final class SyncedOnTheWay extends WatchedStream {

  private static final long BYTES_BETWEEN = 64 << 20;

  private final Path written;
  private final Runnable onFailure;
  private CompletableFuture<Void> sync = CompletableFuture.completedFuture(null);
  private long bytesLeft = BYTES_BETWEEN;

  /**
   * @param written the file that what is read is written to
   * @param onFailure is run when the disk does not take it: what is there cannot be trusted then
   */
  SyncedOnTheWay(InputStream in, Path written, Runnable onFailure) {
    super(in);
    this.written = written;
    this.onFailure = onFailure;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    bytesLeft -= Math.max(0, count);
    if (count < 0) {
      awaitSync();
    } else if (bytesLeft <= 0 && sync.isDone()) {
      awaitSync();
      bytesLeft = BYTES_BETWEEN;
      sync = CompletableFuture.runAsync(this::sync);
    }
    return count;
  }

  private void sync() {
    try {
      WorkFolder.force(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A disk says only once that it could not write. */
  private void awaitSync() throws IOException {
    try {
      sync.join();
    } catch (CompletionException e) {
      sync = CompletableFuture.completedFuture(null);
      onFailure.run();
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw new FileSystemException(written.toString(), null, failure.getMessage());
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      awaitSync();
    } finally {
      in.close();
    }
  }
}
