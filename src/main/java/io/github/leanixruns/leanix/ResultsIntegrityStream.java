package io.github.leanixruns.leanix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Passes the bytes of results through, and fails at the end if they are not a complete LDIF.
 *
 * <p>HTTP detects a connection that is cut off, but not a proxy that truncates or replaces an
 * answer. This class tracks strings and brackets only. It needs no memory for long strings, which
 * Jackson's non-blocking parser buffers, and half of that parser's processor time.
 */
public final class ResultsIntegrityStream extends InputStream {

  private static final String CONTENT = "content";
  private static final Set<String> LDIF_KEYS = Set.of(CONTENT, "connectorType", "connectorId");
  private static final int MAX_KEY_BYTES = 20;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  // the last string of the top level, or the start of it
  private final StringBuilder topString = new StringBuilder();
  private long byteCount;
  private long elementCount;
  private long depth;
  private boolean started;
  private boolean inString;
  private boolean escaped;
  private boolean inContent;
  private boolean hasLdifKey;

  private ResultsIntegrityStream(InputStream in) {
    this.in = in;
  }

  /** Returns a stream for complete results. */
  public static ResultsIntegrityStream of(InputStream results) {
    return new ResultsIntegrityStream(results);
  }

  /** Returns a stream for the rest of results, of which a file holds the first part. */
  public static ResultsIntegrityStream resume(Path firstPart, InputStream rest) throws IOException {
    ResultsIntegrityStream results = new ResultsIntegrityStream(rest);
    try (InputStream file = Files.newInputStream(firstPart)) {
      byte[] bytes = new byte[BUFFER_BYTES];
      for (int count = file.read(bytes); count >= 0; count = file.read(bytes)) {
        results.scan(bytes, 0, count);
      }
    }
    return results;
  }

  /** Reads an LDIF and returns the number of elements of its content. */
  public static long countElements(Path ldif) throws IOException {
    try (ResultsIntegrityStream results = of(Files.newInputStream(ldif))) {
      results.transferTo(OutputStream.nullOutputStream());
      return results.elementCount;
    }
  }

  /** Returns the number of elements of the content that were read so far. */
  public long getElementCount() {
    return elementCount;
  }

  /** Returns the number of bytes that were read so far, with those of the first part. */
  public long getByteCount() {
    return byteCount;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = readAnswer(bytes, offset, length);
    if (count < 0) {
      requireComplete();
    } else {
      scan(bytes, offset, offset + count);
    }
    return count;
  }

  /** The type of the exception distinguishes a network error from an error of the target disk. */
  private int readAnswer(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidAnswerException("LeanIX's results were cut off: " + e.getMessage(), e);
    }
  }

  private void requireComplete() throws InvalidAnswerException {
    if (!started || depth != 0) {
      throw new InvalidAnswerException("LeanIX's results are truncated");
    }
    if (!hasLdifKey) {
      throw notLdif();
    }
  }

  private static InvalidAnswerException notLdif() {
    return new InvalidAnswerException("LeanIX's results are not an LDIF");
  }

  private void scan(byte[] bytes, int from, int to) throws InvalidAnswerException {
    byteCount += to - from;
    int i = from;
    while (i < to) {
      if (inString) {
        i = scanString(bytes, i, to);
      } else {
        scanStructure(bytes[i]);
        i++;
      }
    }
  }

  /** Returns the index after the end of the string, or after the last byte. */
  private int scanString(byte[] bytes, int from, int to) {
    int i = escaped ? from + 1 : from;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    escaped = i > to;
    int end = Math.min(i, to);
    if (depth == 1) {
      keep(bytes, from, end);
    }
    if (i >= to) {
      return to;
    }
    inString = false;
    return i + 1;
  }

  private void keep(byte[] bytes, int from, int to) {
    for (int i = from; i < to && topString.length() < MAX_KEY_BYTES; i++) {
      topString.append((char) bytes[i]);
    }
  }

  private void scanStructure(byte character) throws InvalidAnswerException {
    if (depth == 0 && character > ' ' && (started || character != '{')) {
      throw notLdif();
    }
    switch (character) {
      case '"' -> {
        inString = true;
        topString.setLength(0);
      }
      case ':' -> hasLdifKey |= depth == 1 && LDIF_KEYS.contains(topString.toString());
      case '{', '[' -> open(character);
      case '}', ']' -> depth--;
      default -> {
        // part of a number or a literal, or a separator
      }
    }
  }

  private void open(byte bracket) {
    started = true;
    if (depth == 1) {
      inContent = bracket == '[' && CONTENT.contentEquals(topString);
    } else if (depth == 2 && inContent) {
      elementCount++;
    }
    depth++;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
