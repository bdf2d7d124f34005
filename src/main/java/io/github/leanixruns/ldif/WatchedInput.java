package io.github.leanixruns.ldif;

import io.github.leanixruns.files.Ahead;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a file up to the first that is no text, hashed and counted on their way. */
final class WatchedInput extends InputStream {
  private static final int PART_BYTES = 256 * 1024;
  // below that, a thread takes longer to start than it saves
  private static final long LEAST_BYTES_TO_READ_AHEAD = 4L * PART_BYTES;

  private final HashedParts parts;
  private final Next next;
  private final Closeable reading;
  private Part part = new Part(new byte[0], 0, 0, null);
  private int position;
  private long size;
  private int last = -1;

  /** Where the next part comes from. */
  @FunctionalInterface
  private interface Next {
    Part part() throws IOException;
  }

  private WatchedInput(HashedParts parts, Next next, Closeable reading) {
    this.parts = parts;
    this.next = next;
    this.reading = reading;
  }

  /** Opens a file, which must not change meanwhile. */
  static WatchedInput of(Path file) throws IOException {
    long size = Files.size(file);
    HashedParts parts = new HashedParts(Files.newInputStream(file));
    if (size >= LEAST_BYTES_TO_READ_AHEAD && Runtime.getRuntime().availableProcessors() > 1) {
      Ahead<Part> ahead = new Ahead<>("ldif-reader", PART_BYTES, parts::next, Part::isEnd);
      return new WatchedInput(parts, ahead::next, ahead);
    }
    byte[] buffer = new byte[(int) Math.min(PART_BYTES, size + 1)];
    return new WatchedInput(parts, () -> parts.next(buffer), () -> {});
  }

  /** Returns the first bytes, at most a part of them, without taking them away. */
  byte[] start() throws IOException {
    take();
    return Arrays.copyOf(part.bytes(), part.length());
  }

  @Override
  public int read() throws IOException {
    return available() > 0 || fill() ? part.bytes()[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (available() == 0 && !fill()) {
      return -1;
    }
    int served = Math.min(length, available());
    System.arraycopy(part.bytes(), position, target, offset, served);
    position += served;
    return served;
  }

  @Override
  public int available() {
    return part.good() - position;
  }

  @Override
  public void close() throws IOException {
    try (parts) {
      reading.close();
    }
  }

  /** Reads what is left and hands it to nobody: it is hashed and counted. */
  void drain() throws IOException {
    do {
      take();
    } while (!part.isEnd());
  }

  /** Returns how many bytes were read so far. */
  long size() {
    return size;
  }

  /** Returns the last byte read, or -1. */
  int last() {
    return last;
  }

  /** Returns the hash of all bytes; to be called once, when all were read. */
  String sha256() {
    return parts.sha256();
  }

  /** Bytes before a mistake are served first, so that mistakes are found in their order. */
  private boolean fill() throws IOException {
    if (part.mistake() == null) {
      take();
    }
    if (available() == 0 && part.mistake() != null) {
      throw part.mistake();
    }
    return available() > 0;
  }

  private void take() throws IOException {
    part = next.part();
    position = 0;
    size += part.length();
    last = part.isEnd() ? last : part.bytes()[part.length() - 1] & 0xFF;
  }
}
