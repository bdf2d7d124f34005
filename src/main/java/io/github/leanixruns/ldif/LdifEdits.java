package io.github.leanixruns.ldif;

import io.github.leanixruns.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** Holds the differences between the bytes sent and the file. */
public final class LdifEdits {
  private final List<Splice> splices;

  private LdifEdits(List<Splice> splices) {
    this.splices = splices;
  }

  static LdifEdits of(List<Splice> splices) {
    return new LdifEdits(
        splices.stream().sorted(Comparator.comparingLong(Splice::offset)).toList());
  }

  public boolean isEmpty() {
    return splices.isEmpty();
  }

  /**
   * Writes the edited file in constant memory and forces it to disk. An existing target is
   * replaced.
   *
   * @throws IllegalArgumentException if the target is the original file
   */
  public void write(Path original, Path target) throws IOException {
    if (Files.exists(target) && Files.isSameFile(original, target)) {
      throw new IllegalArgumentException(
          "The edited LDIF must not replace the original file " + target);
    }
    try (FileChannel from = FileChannel.open(original, StandardOpenOption.READ);
        FileChannel to = openForWriting(target)) {
      write(from, to);
      to.force(true);
    }
  }

  private static FileChannel openForWriting(Path target) throws IOException {
    return OwnerOnly.open(
        target,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  private void write(FileChannel from, FileChannel to) throws IOException {
    long position = 0;
    for (Splice splice : splices) {
      copy(from, position, splice.offset(), to);
      insert(splice.inserted(), to);
      position = splice.offset() + splice.removed();
    }
    copy(from, position, from.size(), to);
  }

  private static void copy(FileChannel from, long start, long end, FileChannel to)
      throws IOException {
    long position = start;
    while (position < end) {
      long moved = from.transferTo(position, end - position, to);
      if (moved <= 0) {
        throw new IOException("The file was truncated while it was copied, at byte " + position);
      }
      position += moved;
    }
  }

  private static void insert(String text, FileChannel to) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** Replaces bytes of the file with a text; removes none for an insertion. */
  record Splice(long offset, int removed, String inserted) {
    static Splice insertion(long offset, String inserted) {
      return new Splice(offset, 0, inserted);
    }
  }
}
