package io.github.leanixruns.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds immutable bytes: up to 64 KiB in memory, more in a temporary file. */
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

  /** Returns null if the bytes are in a file. */
  byte[] bytes() {
    return bytes;
  }

  /** Deletes the file. Bytes in memory stay, because tests compare them. */
  void discard() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
