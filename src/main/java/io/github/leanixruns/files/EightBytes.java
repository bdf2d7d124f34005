package io.github.leanixruns.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time for those that mean something, which few do. */
public final class EightBytes {

  /** The highest bit of each byte. */
  public static final long HIGH_BITS = 0x8080808080808080L;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;

  private EightBytes() {}

  /** Returns eight bytes from a place on, the first of them lowest. */
  public static long at(byte[] bytes, int offset) {
    return (long) WORDS.get(bytes, offset);
  }

  /** Returns an ASCII character eight times. */
  public static long of(char character) {
    return character * ONES;
  }

  /**
   * Returns the high bits of those bytes that are a character; the lowest of these bits is always
   * right, and there is none where no byte is that character.
   *
   * @param character eight times
   */
  public static long marks(long bytes, long character) {
    long zeroWhereEqual = bytes ^ character;
    return (zeroWhereEqual - ONES) & ~zeroWhereEqual & HIGH_BITS;
  }
}
