package io.github.leanixruns.leanix;

import io.github.leanixruns.files.WatchedStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream after a number of bytes. */
final class FirstBytes extends WatchedStream {

  private long left;

  FirstBytes(InputStream in, long count) {
    super(in);
    this.left = count;
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
