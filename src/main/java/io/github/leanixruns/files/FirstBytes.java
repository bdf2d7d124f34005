package io.github.leanixruns.files;

import java.io.IOException;
import java.io.InputStream;

/** Ends a stream after a number of bytes. */
public class FirstBytes extends WrappedStream {

  private long left;

  /** Reads at most this number of bytes. */
  public FirstBytes(InputStream in, long count) {
    super(in);
    this.left = count;
  }

  /** Returns how many bytes may still be read. */
  protected final long left() {
    return left;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }
}
