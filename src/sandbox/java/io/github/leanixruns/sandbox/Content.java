package io.github.leanixruns.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that do not change: in memory while they are few, in a temporary file otherwise. */
final class Content implements Payload {
  private final byte[] bytes;
  private final Path file;
  private final long length;
  private final String sha256;

  Content(byte[] bytes, Path file, long length, String sha256) {
    this.bytes = bytes;
    this.file = file;
    this.length = length;
    this.sha256 = sha256;
  }

  InputStream open() throws IOException {
    return bytes != null
        ? new ByteArrayInputStream(bytes)
        : new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (bytes != null) {
      out.write(bytes);
    } else {
      Files.copy(file, out);
    }
  }

  long length() {
    return length;
  }

  String sha256() {
    return sha256;
  }

  /** Answers null where there are too many for the memory. */
  byte[] bytes() {
    return bytes;
  }

  /** Removes the file; what is in memory stays for those who compare. */
  void discard() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
