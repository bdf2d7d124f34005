package io.github.leanixruns.ldif;

/**
 * Follows UTF-8 byte by byte, because Jackson skips texts without looking for overlong forms,
 * encoded surrogates or code points beyond U+10FFFF.
 */
final class Utf8Guard {
  private int missing;
  private int lowest;
  private int highest;
  private int lead;
  private int length;

  boolean isBetweenCharacters() {
    return missing == 0;
  }

  /** Returns false for a byte that cannot stand here. */
  boolean accept(byte next) {
    int value = next & 0xFF;
    return missing == 0 ? start(value) : goOn(value);
  }

  /** Bytes of the unfinished or wrong character before the latest byte. */
  int lengthSoFar() {
    return length;
  }

  int lead() {
    return lead;
  }

  private boolean start(int value) {
    lead = value;
    length = 0;
    lowest = lowestAfter(value);
    highest = highestAfter(value);
    missing = continuationsAfter(value);
    return value < 0x80 || missing > 0;
  }

  private boolean goOn(int value) {
    length++;
    if (value < lowest || value > highest) {
      return false;
    }
    lowest = 0x80;
    highest = 0xBF;
    missing--;
    return true;
  }

  private static int continuationsAfter(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }

  private static int lowestAfter(int lead) {
    return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  }

  private static int highestAfter(int lead) {
    return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  }
}
