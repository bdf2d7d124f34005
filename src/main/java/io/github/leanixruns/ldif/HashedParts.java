package io.github.leanixruns.ldif;

import io.github.leanixruns.files.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads a file part by part; hashes it, and watches it for what is no text. */
final class HashedParts implements Closeable {
  private final InputStream bytes;
  private final MessageDigest digest = Sha256.digest();
  private final TextGuard guard = new TextGuard();

  HashedParts(InputStream bytes) {
    this.bytes = bytes;
  }

  /** Returns the next part, which is empty at the end. */
  Part next(byte[] buffer) throws IOException {
    int length = bytes.readNBytes(buffer, 0, buffer.length);
    digest.update(buffer, 0, length);
    return new Part(buffer, length, watch(buffer, length), guard.mistake());
  }

  /** Only the first mistake counts. */
  private int watch(byte[] buffer, int length) {
    if (guard.mistake() != null) {
      return 0;
    }
    if (length == 0) {
      guard.end();
    }
    return guard.accept(buffer, length);
  }

  /** Returns the hash of all that was read; to be called once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
