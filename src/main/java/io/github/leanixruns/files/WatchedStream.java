package io.github.leanixruns.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream whose bytes are all seen on their way, in their order: none is skipped or read twice.
 */
public abstract class WatchedStream extends FilterInputStream {

  protected WatchedStream(InputStream in) {
    super(in);
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final long skip(long count) throws IOException {
    throw new IOException("what is skipped is not seen");
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
