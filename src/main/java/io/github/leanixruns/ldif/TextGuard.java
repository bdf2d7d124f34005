package io.github.leanixruns.ldif;

import io.github.leanixruns.files.EightBytes;

/** Watches the bytes of a document for what is no text: bytes that are not UTF-8, half pairs. */
final class TextGuard {
  private static final long BACKSLASHES = EightBytes.of('\\');

  private final Utf8Guard utf8 = new Utf8Guard();
  private final EscapeGuard escapes = new EscapeGuard();
  private long bytesBefore;
  private Mistake mistake;

  /** Returns how many of the bytes are good; fewer than given when there is a mistake. */
  int accept(byte[] bytes, int length) {
    int i = 0;
    while (i < length) {
      i = isIdle() ? skipPlain(bytes, i, length) : i;
      if (i < length && !accept(bytes[i], bytesBefore + i)) {
        return i;
      }
      i++;
    }
    bytesBefore += length;
    return length;
  }

  /** Says that nothing follows, which makes a character that has only begun a mistake. */
  void end() {
    if (!utf8.isBetweenCharacters()) {
      mistake =
          Mistake.at(
              bytesBefore - 1,
              "the file ends in the middle of a character; perhaps it was still being written.",
              Advice.COMPLETE);
    }
  }

  /** Returns null as long as all is well. */
  Mistake mistake() {
    return mistake;
  }

  private boolean isIdle() {
    return utf8.isBetweenCharacters() && escapes.isInPlainText();
  }

  /** Passes eight bytes at a time over ASCII without backslashes, as nearly all of a file is. */
  private static int skipPlain(byte[] bytes, int from, int length) {
    int i = from;
    while (i <= length - Long.BYTES && isPlain(EightBytes.at(bytes, i))) {
      i += Long.BYTES;
    }
    return i;
  }

  private static boolean isPlain(long word) {
    boolean ascii = (word & EightBytes.HIGH_BITS) == 0;
    return ascii && EightBytes.marks(word, BACKSLASHES) == 0;
  }

  private boolean accept(byte next, long offset) {
    if (!utf8.accept(next)) {
      mistake = notUtf8(offset - utf8.lengthSoFar());
    } else if (!escapes.accept(next)) {
      mistake = halfPair(offset - escapes.lengthSoFar());
    }
    return mistake == null;
  }

  private Mistake notUtf8(long offset) {
    return Mistake.at(
        offset,
        String.format(
            "the byte 0x%02X is not UTF-8 here; perhaps the file was saved in another encoding.",
            utf8.lead()),
        Advice.UTF_8);
  }

  private static Mistake halfPair(long offset) {
    return Mistake.at(
        offset,
        "an escape \\uD800 to \\uDFFF stands alone; such escapes make a character only in pairs.");
  }
}
