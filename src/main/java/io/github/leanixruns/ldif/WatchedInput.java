package io.github.leanixruns.ldif;

import io.github.leanixruns.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Hashes, counts and watches the bytes of a file while somebody else reads them. */
final class WatchedInput extends InputStream {
  private static final int BUFFER = 256 * 1024;

  private final InputStream source;
  private final MessageDigest digest = Sha256.digest();
  private final TextGuard guard = new TextGuard();
  private final byte[] buffer;
  private int position;
  private int limit;
  private long size;
  private int last = -1;

  /**
   * @param expected about how many bytes there are
   */
  WatchedInput(InputStream source, long expected) {
    this.source = source;
    this.buffer = new byte[(int) Math.min(BUFFER, expected + 1)];
  }

  /** Returns the first bytes, at most a buffer of them, without taking them away. */
  byte[] start() throws IOException {
    return pull() > 0 ? Arrays.copyOf(buffer, (int) size) : new byte[0];
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
    return limit - position;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Reads what is left, only to hash and count it. */
  void drain() throws IOException {
    while (take() > 0) {}
  }

  long size() {
    return size;
  }

  /** Returns the last byte read, or -1. */
  int last() {
    return last;
  }

  /** Returns the hash of all bytes; to be called once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Bytes before a mistake are served first, so that mistakes are found in their order. */
  private boolean fill() throws IOException {
    if (guard.mistake() == null && pull() == 0) {
      guard.end();
    }
    if (available() == 0 && guard.mistake() != null) {
      throw guard.mistake();
    }
    return available() > 0;
  }

  private int pull() throws IOException {
    int read = take();
    position = 0;
    limit = guard.accept(buffer, read);
    return read;
  }

  private int take() throws IOException {
    int read = source.readNBytes(buffer, 0, buffer.length);
    digest.update(buffer, 0, read);
    size += read;
    last = read > 0 ? buffer[read - 1] & 0xFF : last;
    return read;
  }
}
