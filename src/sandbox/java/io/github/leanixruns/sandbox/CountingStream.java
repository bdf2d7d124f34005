package io.github.leanixruns.sandbox;

import java.io.OutputStream;

/** Counts bytes and discards them. */
final class CountingStream extends OutputStream {
  private long count;

  @Override
  public void write(int b) {
    count++;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    count += length;
  }

  long count() {
    return count;
  }
}
