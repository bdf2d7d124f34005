package io.github.leanixruns.ldif;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures a short key as the file spells it, since letters may be written as escapes. */
final class KeySpelling {
  private static final int LONGEST = 64;

  private KeySpelling() {}

  /** Returns the bytes from the opening quote at the offset to the closing one, both included. */
  static int length(Path file, long offset) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file).position(offset)) {
      ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf('"', 1) + 1;
    }
  }
}
