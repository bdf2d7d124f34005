package io.github.leanixruns.ldif;

/** The three bytes that some editors put before UTF-8; tolerated, and sent if the file has them. */
final class ByteOrderMark {
  static final int LENGTH = 3;

  private ByteOrderMark() {}

  static boolean isUtf8(byte[] start, int length) {
    return length >= LENGTH
        && start[0] == (byte) 0xEF
        && start[1] == (byte) 0xBB
        && start[2] == (byte) 0xBF;
  }
}
