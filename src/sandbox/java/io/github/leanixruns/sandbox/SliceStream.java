package io.github.leanixruns.sandbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes only a slice of the bytes, for ranges and for answers that are cut halfway. */
final class SliceStream extends FilterOutputStream {
  private final boolean cut;
  private long skip;
  private long left;

  SliceStream(OutputStream out, long skip, long length, boolean cut) {
    super(out);
    this.skip = skip;
    this.left = length;
    this.cut = cut;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int count) throws IOException {
    int skipped = (int) Math.min(skip, count);
    skip -= skipped;
    int passed = (int) Math.min(left, count - skipped);
    left -= passed;
    if (passed > 0) {
      out.write(from, offset + skipped, passed);
    }
    if (cut && left == 0) {
      throw new ConnectionCutException();
    }
  }
}
