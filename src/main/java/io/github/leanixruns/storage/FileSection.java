package io.github.leanixruns.storage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** Sends a section of a file without holding it in memory. */
final class FileSection extends AbstractHttpEntity {

  private static final int BUFFER = 1 << 16;

  private final File file;
  private final long from;
  private final long length;

  FileSection(File file, long from, long length) {
    super(ContentType.APPLICATION_OCTET_STREAM, null);
    this.file = file;
    this.from = from;
    this.length = length;
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  /** Begins at the section, and does not end with it: whoever reads it knows the length. */
  @Override
  public InputStream getContent() throws IOException {
    FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.READ);
    channel.position(from);
    return Channels.newInputStream(channel);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = getContent()) {
      byte[] buffer = new byte[BUFFER];
      long left = length;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new IOException("The LDIF became shorter while it was sent: " + file);
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  @Override
  public void close() {
    // nothing is open between two calls
  }
}
