package io.github.leanixruns.storage;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;

/** A section of a file as the body of a request, which is not held in memory. */
final class FileSection {

  private static final int BUFFER_BYTES = 64 * 1024;

  private FileSection() {}

  static HttpEntity of(File file, long from, long length) {
    return new EntityTemplate(
        length, ContentType.APPLICATION_OCTET_STREAM, null, out -> write(file, from, length, out));
  }

  private static void write(File file, long from, long length, OutputStream out)
      throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      in.seek(from);
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = length;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new IOException("The LDIF became shorter while it was uploaded: " + file);
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }
}
