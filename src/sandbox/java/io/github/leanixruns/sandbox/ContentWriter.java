package io.github.leanixruns.sandbox;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Collects bytes for a {@link Content}. If it is closed before, it deletes its file. */
final class ContentWriter extends OutputStream {
  static final int IN_MEMORY = 64 * 1024;

  private final Path file;
  private final MessageDigest digest = sha256();
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private OutputStream disk;
  private long length;
  private boolean done;

  ContentWriter(Path file) {
    this.file = file;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int count) throws IOException {
    digest.update(from, offset, count);
    length += count;
    if (disk == null && length > IN_MEMORY) {
      disk = new BufferedOutputStream(Files.newOutputStream(file), IN_MEMORY);
      memory.writeTo(disk);
      memory = null;
    }
    (disk == null ? memory : disk).write(from, offset, count);
  }

  Content toContent() throws IOException {
    String hash = HexFormat.of().formatHex(digest.digest());
    if (disk == null) {
      done = true;
      return new Content(memory.toByteArray(), null, length, hash);
    }
    disk.close();
    done = true;
    return new Content(null, file, length, hash);
  }

  @Override
  public void close() throws IOException {
    if (!done && disk != null) {
      disk.close();
      Files.deleteIfExists(file);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
