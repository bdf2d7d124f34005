package io.github.leanixruns.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an editor shows a byte of a file: line and column in characters, both from 1. */
record Place(long line, long column) {

  /** Reads the file anew up to the byte: only rejected files pay for their line and column. */
  static Place of(Path file, long offset) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Walk(in).to(offset);
    }
  }

  private static final class Walk {
    private static final int BUFFER = 256 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Utf8Guard utf8 = new Utf8Guard();
    private long line = 1;
    private long column;
    private int previous;

    Walk(InputStream in) {
      this.in = in;
    }

    Place to(long offset) throws IOException {
      long left = offset + 1;
      int read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, left));
      column = ByteOrderMark.isUtf8(buffer, read) ? -1 : 0;
      while (read > 0) {
        pass(read);
        left -= read;
        read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, left));
      }
      return left > 0 ? afterTheEnd() : new Place(line, column);
    }

    private void pass(int length) {
      for (int i = 0; i < length; i++) {
        accept(buffer[i]);
      }
    }

    private void accept(byte next) {
      if (previous == '\n' || (previous == '\r' && next != '\n')) {
        line++;
        column = 0;
      }
      column += utf8.isBetweenCharacters() ? 1 : 0;
      utf8.accept(next);
      previous = next;
    }

    private Place afterTheEnd() {
      accept((byte) ' ');
      return new Place(line, column);
    }
  }
}
