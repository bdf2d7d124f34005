package io.github.leanixruns.ldif;

import io.github.leanixruns.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads a file up to the first byte that is not UTF-8, and hashes and counts the bytes that it
 * reads. Jackson does not detect overlong forms and surrogates in the strings that it skips.
 *
 * <p>While a block of a large file is parsed, another thread reads and hashes the next one.
 */
final class HashedUtf8Stream extends InputStream {
  private static final int BLOCK_BYTES = 64 * 1024;

  /** Bytes of the file. Those before {@code valid} are complete characters. */
  private static final class Block {
    private final byte[] bytes = new byte[BLOCK_BYTES];
    private int valid;
    private int end;
    private LdifError error;
  }

  private final InputStream file;
  private final MessageDigest digest = Sha256.digest();
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(BLOCK_BYTES);
  private Block current = new Block();
  private Block other = new Block();
  private int position;
  private long size;
  private ExecutorService reader;
  private Future<Block> reading;

  HashedUtf8Stream(InputStream file) {
    this.file = file;
  }

  /** Returns the first bytes, valid or not, without consuming them. */
  byte[] peek() throws IOException {
    load();
    return Arrays.copyOf(current.bytes, current.end);
  }

  @Override
  public int read() throws IOException {
    return available() > 0 || fill() ? current.bytes[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (available() == 0 && !fill()) {
      return -1;
    }
    int served = Math.min(length, available());
    System.arraycopy(current.bytes, position, target, offset, served);
    position += served;
    return served;
  }

  @Override
  public int available() {
    return current.valid - position;
  }

  /** Ends the other thread. The file remains open. */
  @Override
  public void close() {
    if (reader != null) {
      reader.shutdownNow();
    }
  }

  /** Hashes and counts the rest of the file. */
  void drain() throws IOException {
    if (reading != null) {
      awaitNext();
    }
    position = current.valid = 0;
    while (readInto(current.bytes, 0) > 0) {}
  }

  /** Returns the number of bytes of the file; to be called after the last byte was read. */
  long size() {
    return size;
  }

  /** Returns the hash in lower-case hex; to be called once, after the last byte was read. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private boolean fill() throws IOException {
    if (current.error == null) {
      load();
    }
    if (available() == 0 && current.error != null) {
      throw current.error;
    }
    return available() > 0;
  }

  private void load() throws IOException {
    Block next = reading == null ? readNext() : awaitNext();
    other = current;
    current = next;
    position = 0;
    reading = current.end == BLOCK_BYTES && current.error == null ? startNext() : null;
  }

  private Future<Block> startNext() {
    if (reader == null) {
      reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "read-ldif"));
    }
    return reader.submit(this::readNext);
  }

  private Block awaitNext() throws IOException {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The check was interrupted.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Reads a block after the incomplete character at the end of the current one. */
  private Block readNext() throws IOException {
    Block next = other;
    int incomplete = current.end - current.valid;
    System.arraycopy(current.bytes, current.valid, next.bytes, 0, incomplete);
    next.end = incomplete + readInto(next.bytes, incomplete);
    ByteBuffer bytes = ByteBuffer.wrap(next.bytes, 0, next.end);
    boolean malformed = decoder.decode(bytes, decoded.clear(), false).isMalformed();
    next.valid = bytes.position();
    if (malformed) {
      next.error = notUtf8(next.bytes[next.valid], size - next.end + next.valid);
    } else if (next.valid < next.end && next.end < BLOCK_BYTES) {
      next.error = LdifError.truncated(size, "a character");
    }
    return next;
  }

  private int readInto(byte[] bytes, int offset) throws IOException {
    int read = file.readNBytes(bytes, offset, BLOCK_BYTES - offset);
    digest.update(bytes, offset, read);
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
