package io.github.leanixruns.leanix;

import io.github.leanixruns.files.EightBytes;
import io.github.leanixruns.files.WatchedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Hands on the bytes of an LDIF and fails at its end when it is not whole, or is none.
 *
 * <p>A cut connection shows by itself; a proxy that ends a cut answer properly, or answers
 * something of its own, does not. Brackets outside of texts are counted, which costs next to
 * nothing and needs no memory; UTF-8 keeps them apart from all other characters.
 */
public final class ResultsIntegrityStream extends WatchedStream {

  private static final long QUOTES = EightBytes.of('"');
  private static final long BACKSLASHES = EightBytes.of('\\');

  private static final int BRACE = '{' ^ '[';

  private static final String CONTENT = "content";
  private static final Set<String> SOME_KEYS = Set.of(CONTENT, "connectorType", "connectorId");
  private static final int BUFFER = 1 << 16;
  private static final int MOST_BYTES_OF_A_KEY = 20;

  private final StringBuilder topText = new StringBuilder();
  private long byteCount;
  private long elementCount;
  private boolean inContent;
  private long depth;
  private boolean begun;
  private boolean inText;
  private boolean escaped;
  private boolean hasKey;

  private ResultsIntegrityStream(InputStream in) {
    super(in);
  }

  /** Follows bytes that come from elsewhere. */
  public static ResultsIntegrityStream in(InputStream bytes) {
    return new ResultsIntegrityStream(bytes);
  }

  /** Follows the rest of what a file holds the beginning of. */
  public static ResultsIntegrityStream goingOn(Path beginning, InputStream rest)
      throws IOException {
    ResultsIntegrityStream whole = new ResultsIntegrityStream(rest);
    try (InputStream in = Files.newInputStream(beginning)) {
      byte[] bytes = new byte[BUFFER];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        whole.follow(bytes, 0, count);
      }
    }
    return whole;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = readOrSayWhoCut(bytes, offset, length);
    if (count < 0) {
      requireEnd();
    }
    follow(bytes, offset, count);
    return count;
  }

  private void follow(byte[] bytes, int offset, int count) throws InvalidAnswerException {
    byteCount += Math.max(0, count);
    int i = offset;
    while (i < offset + count) {
      i = inText ? followText(bytes, i, offset + count) : followStructure(bytes, i, offset + count);
    }
  }

  /** Whoever writes these bytes to a disk can tell trouble there from trouble here. */
  private int readOrSayWhoCut(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (SocketTimeoutException | FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidAnswerException("LeanIX's results were cut off: " + e.getMessage(), e);
    }
  }

  /** Reads a whole LDIF and returns how many elements its content has. */
  public static long elementsIn(Path ldif) throws IOException {
    try (ResultsIntegrityStream whole = new ResultsIntegrityStream(Files.newInputStream(ldif))) {
      whole.transferTo(OutputStream.nullOutputStream());
      return whole.elementCount;
    }
  }

  /** Returns how many elements the content had so far. */
  public long getElementCount() {
    return elementCount;
  }

  /** Returns how many bytes were handed on so far. */
  public long getByteCount() {
    return byteCount;
  }

  private void requireEnd() throws InvalidAnswerException {
    if (!begun || depth != 0) {
      throw new InvalidAnswerException("LeanIX's results end before they are whole");
    }
    if (!hasKey) {
      throw noLdif();
    }
  }

  private static InvalidAnswerException noLdif() {
    return new InvalidAnswerException("LeanIX answered results that are no LDIF");
  }

  /** Returns where the text goes on in another way, or ends. */
  private int followText(byte[] bytes, int from, int to) {
    if (escaped) {
      escaped = false;
      return from + 1;
    }
    int i = skipPlain(bytes, from, to);
    if (depth == 1) {
      keep(bytes, from, i);
    }
    if (i == to) {
      return to;
    }
    if (bytes[i] == '\\') {
      escaped = true;
    } else {
      inText = false;
      hasKey |= depth == 1 && SOME_KEYS.contains(topText.toString());
    }
    return i + 1;
  }

  private void keep(byte[] bytes, int from, int to) {
    for (int i = from; i < to && topText.length() < MOST_BYTES_OF_A_KEY; i++) {
      topText.append((char) bytes[i]);
    }
  }

  /** Returns where the next quote or backslash is, or the end; eight bytes at a time. */
  private static int skipPlain(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = EightBytes.at(bytes, i);
      long marks = EightBytes.marks(word, QUOTES) | EightBytes.marks(word, BACKSLASHES);
      if (marks != 0) {
        return i + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
      i += Long.BYTES;
    }
    while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Returns where the next text begins, or the end. */
  private int followStructure(byte[] bytes, int from, int to) throws InvalidAnswerException {
    for (int i = from; i < to; i++) {
      byte character = bytes[i];
      if (character == '"') {
        int end = depth > 1 ? skipPlain(bytes, i + 1, to) : to;
        if (end < to && bytes[end] == '"') {
          // as nearly all texts are: nobody asks what it says, and it ends here
          i = end;
          continue;
        }
        requireBegun();
        inText = true;
        topText.setLength(0);
        return i + 1;
      }
      // a bracket and a brace differ in this bit only
      if ((character | BRACE) == '{') {
        begin(character);
        open(character);
      } else if ((character | BRACE) == '}') {
        requireBegun();
        depth--;
      } else if (!begun && character > ' ') {
        throw noLdif();
      }
    }
    return to;
  }

  private void begin(byte character) throws InvalidAnswerException {
    if (!begun && character != '{') {
      throw noLdif();
    }
    begun = true;
  }

  private void requireBegun() throws InvalidAnswerException {
    if (!begun) {
      throw noLdif();
    }
  }

  private void open(byte character) {
    if (depth == 1) {
      inContent = character == '[' && CONTENT.contentEquals(topText);
    } else if (depth == 2 && inContent) {
      elementCount++;
    }
    depth++;
  }
}
