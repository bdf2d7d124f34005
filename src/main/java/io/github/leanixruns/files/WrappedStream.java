package io.github.leanixruns.files;

import java.io.IOException;
import java.io.InputStream;

/** Passes the bytes of another stream on, all of them through one method. */
public abstract class WrappedStream extends InputStream {

  /** The other stream, which is closed with this one. */
  protected final InputStream in;

  protected WrappedStream(InputStream in) {
    this.in = in;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public void close() throws IOException {
    in.close();
  }
}
