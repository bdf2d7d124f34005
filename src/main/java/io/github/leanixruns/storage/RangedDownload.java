package io.github.leanixruns.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.DiskSync;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import io.github.leanixruns.leanix.SignedUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Large results that are downloaded in ranges to their places in one file. A second file records
 * which ranges are on the disk, so that another process can continue.
 */
final class RangedDownload {

  /**
   * What the second file holds.
   *
   * @param etag identifies the version of the results
   * @param size the size of the results in bytes
   * @param rangeSize the size of each range except the last, in bytes
   */
  record Progress(String etag, long size, long rangeSize, Parts ranges) {

    static Progress of(String etag, long size, long usualRangeSize) {
      long rangeSize = Parts.size(size, usualRangeSize);
      int count = Math.toIntExact((size + rangeSize - 1) / rangeSize);
      return new Progress(etag, size, rangeSize, new Parts(count, false));
    }

    private boolean isOf(Progress other) {
      return etag.equals(other.etag) && size == other.size && rangeSize == other.rangeSize;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final Path progressFile;
  private final Progress progress;
  private final ResultsIntegrityStream check =
      ResultsIntegrityStream.of(InputStream.nullInputStream());
  private final Queue<Integer> written = new ConcurrentLinkedQueue<>();
  private CompletableFuture<Void> recording = CompletableFuture.completedFuture(null);

  private RangedDownload(Path file, Path progressFile, Progress progress) {
    this.file = file;
    this.progressFile = progressFile;
    this.progress = progress;
  }

  /** Continues a download of the same version, or begins a new one. */
  static RangedDownload open(Path file, Path progressFile, Progress wanted) throws IOException {
    Progress kept = read(progressFile);
    if (kept != null && wanted.isOf(kept) && file.toFile().length() == kept.size) {
      return new RangedDownload(file, progressFile, kept);
    }
    Files.deleteIfExists(progressFile);
    Files.deleteIfExists(file);
    try (RandomAccessFile created = new RandomAccessFile(file.toFile(), "rw")) {
      created.setLength(wanted.size);
    }
    OwnerOnly.replace(progressFile, JSON.writeValueAsBytes(wanted));
    return new RangedDownload(file, progressFile, wanted);
  }

  private static Progress read(Path progressFile) throws IOException {
    try {
      return Files.exists(progressFile)
          ? JSON.readValue(Files.readAllBytes(progressFile), Progress.class)
          : null;
    } catch (JsonProcessingException e) {
      return null; // all ranges are requested again
    }
  }

  /** Returns a request that is not sent yet, or null without one. */
  StorageRequest next(SignedUrl url) {
    int range = progress.ranges.take();
    return range == Parts.NONE
        ? null
        : StorageRequest.get(
            url,
            range,
            String.format(Locale.ROOT, "bytes=%d-%d", from(range), end(range) - 1),
            progress.etag);
  }

  /** Tells whether an answer holds the bytes that were requested. Discards the download if not. */
  boolean isAnswer(int range, StorageAnswer answer) throws IOException {
    boolean matches = answer.isRange(from(range), end(range), progress.size, progress.etag);
    if (!matches) {
      discard();
    }
    return matches;
  }

  /** Writes a range. It is recorded in the background, while further ranges are downloaded. */
  void write(int range, InputStream answer) throws IOException {
    // the connection is used again if the answer is closed after its last byte
    try (answer;
        RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(from(range));
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = end(range) - from(range);
      while (left > 0) {
        int count =
            ResultsIntegrityStream.read(answer, buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new InvalidAnswerException("LeanIX's results were cut off");
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
    written.add(range);
    recordInBackground();
  }

  private synchronized void recordInBackground() throws IOException {
    if (recording.isDone()) {
      await(recording);
      recording =
          CompletableFuture.runAsync(
              () -> {
                try {
                  record();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private synchronized CompletableFuture<Void> recording() {
    return recording;
  }

  private static void await(CompletableFuture<Void> recording) throws IOException {
    try {
      recording.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  /** Forces ranges to the disk, then records them, and checks the results as far as they go. */
  private void record() throws IOException {
    synchronized (written) {
      List<Integer> ranges = new ArrayList<>();
      for (Integer range = written.poll(); range != null; range = written.poll()) {
        ranges.add(range);
      }
      if (!ranges.isEmpty()) {
        DiskSync.force(file);
        ranges.forEach(progress.ranges::done);
      }
      // deleted if the download was discarded
      if (!ranges.isEmpty() && Files.exists(progressFile)) {
        OwnerOnly.replace(progressFile, JSON.writeValueAsBytes(progress));
      }
      check();
    }
  }

  private void check() throws IOException {
    try {
      check.readFile(file, from(progress.ranges.firstMissing()));
    } catch (InvalidAnswerException e) {
      discard();
      throw e;
    }
  }

  /** Waits until all ranges that were written are recorded. */
  void finish() throws IOException {
    await(recording());
    record();
  }

  /** Returns the checked results, all bytes of which are in the file. */
  ResultsIntegrityStream complete() throws IOException {
    record();
    try {
      // at the end of the stream, the document must be complete
      check.transferTo(OutputStream.nullOutputStream());
    } catch (InvalidAnswerException e) {
      discard();
      throw e;
    }
    return check;
  }

  /** Lets the ranges that were not requested wait for the next attempt. */
  void stop() {
    progress.ranges.stop();
  }

  private void discard() throws IOException {
    synchronized (written) {
      discard(progressFile);
    }
  }

  /** Lets the next attempt request all ranges again. */
  static void discard(Path progressFile) throws IOException {
    Files.deleteIfExists(progressFile);
  }

  private long from(int range) {
    return Math.min(range * progress.rangeSize, progress.size);
  }

  private long end(int range) {
    return from(range + 1);
  }
}
