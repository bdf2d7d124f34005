package io.github.leanixruns.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes SHA-256 digests. */
public final class Sha256 {

  private Sha256() {}

  /** Writes a new file, forces it to disk, and returns the digest of its bytes in hexadecimal. */
  public static String write(InputStream in, Path file) throws IOException {
    MessageDigest sha256 = digest();
    try (FileChannel channel =
        OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // not closed, because that would close the channel before it is synced
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), sha256);
      in.transferTo(out);
      channel.force(true);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Returns the digest of bytes in hexadecimal. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** Returns a new digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
