package io.github.leanixruns.leanix;

import io.github.leanixruns.files.WrappedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Passes the bytes of results through, and fails if they are not one complete LDIF. HTTP detects a
 * connection that is cut off, but not a proxy that truncates or replaces an answer.
 */
public final class ResultsIntegrityStream extends WrappedStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ResultsScanner scanner = new ResultsScanner();

  private ResultsIntegrityStream(InputStream in) {
    super(in);
  }

  /** Returns a stream for complete results. */
  public static ResultsIntegrityStream of(InputStream results) {
    return new ResultsIntegrityStream(results);
  }

  /** Returns a stream for the rest of results, of which a file holds the first part. */
  public static ResultsIntegrityStream resume(Path firstPart, InputStream rest) throws IOException {
    ResultsIntegrityStream results = new ResultsIntegrityStream(rest);
    results.readFile(firstPart, Files.size(firstPart));
    return results;
  }

  /** Reads more of the results from a file that holds them up to a position. */
  public void readFile(Path results, long end) throws IOException {
    try (InputStream file = Files.newInputStream(results)) {
      file.skipNBytes(getByteCount());
      byte[] bytes = new byte[BUFFER_BYTES];
      while (getByteCount() < end) {
        int count = file.read(bytes, 0, (int) Math.min(bytes.length, end - getByteCount()));
        if (count < 0) {
          throw new IOException("The results became shorter while they were read: " + results);
        }
        scanner.scan(bytes, 0, count);
      }
    }
  }

  /** Reads an LDIF and returns the number of elements of its content. */
  public static long countElements(Path ldif) throws IOException {
    try (ResultsIntegrityStream results = of(Files.newInputStream(ldif))) {
      results.transferTo(OutputStream.nullOutputStream());
      return results.getElementCount();
    }
  }

  /** Returns the number of elements of the content that were read so far. */
  public long getElementCount() {
    return scanner.elementCount();
  }

  /** Returns the number of bytes that were read so far, with those of the first part. */
  public long getByteCount() {
    return scanner.byteCount();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = read(in, bytes, offset, length);
    if (count < 0) {
      scanner.requireComplete();
    } else {
      scanner.scan(bytes, offset, offset + count);
    }
    return count;
  }

  /**
   * Reads an answer. The type of an exception distinguishes a network error from an error of the
   * target disk.
   */
  public static int read(InputStream answer, byte[] bytes, int offset, int length)
      throws IOException {
    try {
      return answer.read(bytes, offset, length);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidAnswerException("LeanIX's results were cut off: " + e.getMessage(), e);
    }
  }
}
