package io.github.leanixruns.leanix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks a string of JSON in UTF-8, which arrives in parts. */
final class JsonString {

  private static final int AFTER_BACKSLASH = 5;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long EACH = 0x01_01_01_01_01_01_01_01L;

  private boolean open;
  // AFTER_BACKSLASH, or the number of hexadecimal digits that are left
  private int escape;
  // bytes that are left of a character, and the range of the next one
  private int continuation;
  private int lowest;
  private int highest;

  /** Begins after a quotation mark. */
  void begin() {
    open = true;
  }

  boolean isOpen() {
    return open;
  }

  /** Returns the index after the end of the string, or after the last byte. */
  int scan(byte[] bytes, int from, int to) throws InvalidAnswerException {
    int i = from;
    while (i < to && open) {
      if (escape == 0 && continuation == 0) {
        i = afterPlain(bytes, i, to);
      }
      if (i < to) {
        accept(bytes[i]);
        i++;
      }
    }
    return i;
  }

  private static int afterPlain(byte[] bytes, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to && arePlain((long) EIGHT_BYTES.get(bytes, i))) {
      i += Long.BYTES;
    }
    while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Sets the highest bit of a byte if it is no ASCII, below a space, a quote or a backslash. */
  private static boolean arePlain(long bytes) {
    long special =
        bytes | bytes - EACH * ' ' | (bytes ^ EACH * '"') - EACH | (bytes ^ EACH * '\\') - EACH;
    return (special & EACH * 0x80) == 0;
  }

  private void accept(byte character) throws InvalidAnswerException {
    if (continuation > 0) {
      continueCharacter(character & 0xFF);
    } else if (escape > 0) {
      escape = escapeAfter(character);
    } else if (character == '"') {
      open = false;
    } else if (character == '\\') {
      escape = AFTER_BACKSLASH;
    } else {
      beginCharacter(character & 0xFF);
    }
  }

  private int escapeAfter(byte character) throws InvalidAnswerException {
    if (escape == AFTER_BACKSLASH ? character == 'u' : Character.digit(character, 16) >= 0) {
      return escape - 1;
    }
    if (escape == AFTER_BACKSLASH && "\"\\/bfnrt".indexOf(character) >= 0) {
      return 0;
    }
    throw ResultsScanner.notJson();
  }

  /** Refuses control characters, overlong forms, surrogates and what is above U+10FFFF. */
  private void beginCharacter(int first) throws InvalidAnswerException {
    if (first < 0xC2 || first > 0xF4) {
      throw ResultsScanner.notJson();
    }
    continuation = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  }

  private void continueCharacter(int next) throws InvalidAnswerException {
    if (next < lowest || next > highest) {
      throw ResultsScanner.notJson();
    }
    continuation--;
    lowest = 0x80;
    highest = 0xBF;
  }
}
