package io.github.leanixruns.leanix;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
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
public final class WholeObject extends FilterInputStream {

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

  private WholeObject(InputStream in) {
    super(in);
  }

  /** Follows bytes that come from elsewhere. */
  public static WholeObject in(InputStream bytes) {
    return new WholeObject(bytes);
  }

  /** Follows the rest of what a file holds the beginning of. */
  public static WholeObject goingOn(Path beginning, InputStream rest) throws IOException {
    WholeObject whole = new WholeObject(rest);
    try (InputStream in = Files.newInputStream(beginning)) {
      byte[] bytes = new byte[BUFFER];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        whole.follow(bytes, 0, count);
      }
    }
    return whole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
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
    for (int i = offset; i < offset + count; i++) {
      follow(bytes[i]);
    }
  }

  /** Whoever writes these bytes to a disk can tell trouble there from trouble here. */
  private int readOrSayWhoCut(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidAnswerException("LeanIX's results were cut off: " + e.getMessage(), e);
    }
  }

  /** Reads a whole LDIF and returns how many elements its content has. */
  public static long elementsIn(Path ldif) throws IOException {
    try (WholeObject whole = new WholeObject(Files.newInputStream(ldif))) {
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

  private void follow(byte character) throws InvalidAnswerException {
    if (inText) {
      followText(character);
    } else {
      followStructure(character);
    }
  }

  private void followText(byte character) {
    if (escaped) {
      escaped = false;
    } else if (character == '\\') {
      escaped = true;
    } else if (character == '"') {
      inText = false;
      hasKey |= depth == 1 && SOME_KEYS.contains(topText.toString());
    } else if (depth == 1 && topText.length() < MOST_BYTES_OF_A_KEY) {
      topText.append((char) character);
    }
  }

  private void followStructure(byte character) throws InvalidAnswerException {
    switch (character) {
      case '{', '[' -> open(character);
      case '}', ']' -> depth--;
      case '"' -> {
        inText = true;
        topText.setLength(0);
      }
      default -> {}
    }
    if (!begun && character > ' ') {
      requireObject(character);
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

  private void requireObject(byte character) throws InvalidAnswerException {
    if (character != '{') {
      throw noLdif();
    }
    begun = true;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new IOException("what is skipped cannot be followed");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
