package io.github.leanixruns.ldif;

import io.github.leanixruns.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Reads a file up to the first byte that is not UTF-8, and hashes and counts the bytes that it
 * reads. Jackson does not detect overlong forms and surrogates in the strings that it skips.
 */
final class HashedUtf8Stream extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream file;
  private final MessageDigest digest = Sha256.digest();
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(BUFFER_BYTES);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int valid;
  private int end;
  private long size;
  private LdifError error;

  HashedUtf8Stream(InputStream file) {
    this.file = file;
  }

  /** Returns the first bytes, valid or not, without consuming them. */
  byte[] peek() throws IOException {
    load();
    return Arrays.copyOf(buffer, end);
  }

  @Override
  public int read() throws IOException {
    return available() > 0 || fill() ? buffer[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (available() == 0 && !fill()) {
      return -1;
    }
    int served = Math.min(length, available());
    System.arraycopy(buffer, position, target, offset, served);
    position += served;
    return served;
  }

  @Override
  public int available() {
    return valid - position;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Hashes and counts the rest of the file. */
  void drain() throws IOException {
    position = valid = end = 0;
    while (readInto(0) > 0) {}
  }

  /** Returns the number of bytes that were read so far. */
  long size() {
    return size;
  }

  /** Returns the hash in lower-case hex; to be called once, after the last byte was read. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private boolean fill() throws IOException {
    if (error == null) {
      load();
    }
    if (available() == 0 && error != null) {
      throw error;
    }
    return available() > 0;
  }

  /** Keeps an incomplete character from the end of the buffer, and fills the rest of it. */
  private void load() throws IOException {
    int incomplete = end - valid;
    System.arraycopy(buffer, valid, buffer, 0, incomplete);
    end = incomplete + readInto(incomplete);
    position = 0;
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, end);
    boolean malformed = decoder.decode(bytes, decoded.clear(), false).isMalformed();
    valid = bytes.position();
    if (malformed) {
      error = notUtf8(buffer[valid], size - end + valid);
    } else if (valid < end && end < BUFFER_BYTES) {
      error = LdifError.truncated(size, "a character");
    }
  }

  private int readInto(int offset) throws IOException {
    int read = file.readNBytes(buffer, offset, BUFFER_BYTES - offset);
    digest.update(buffer, offset, read);
    size += read;
    return read;
  }

  private static LdifError notUtf8(byte first, long offset) {
    return LdifError.at(
        offset,
        String.format(
            Locale.ROOT,
            "the byte 0x%02X is not valid UTF-8; perhaps the file was saved in another encoding.",
            first),
        Advice.UTF_8);
  }
}
