package io.github.leanixruns.ldif;

/**
 * Follows escapes byte by byte and finds halves of surrogate pairs, which Jackson lets pass. In
 * JSON a backslash occurs in texts only, so nothing else of the document need be understood.
 */
final class EscapeGuard {
  private enum State {
    TEXT,
    ESCAPE,
    HEX,
    AFTER_HIGH
  }

  private static final int HEX_DIGITS = 4;

  private State state = State.TEXT;
  private boolean highBefore;
  private int digits;
  private char value;
  private int length;

  boolean isInPlainText() {
    return state == State.TEXT;
  }

  /** Returns false when the bytes so far hold half a surrogate pair. */
  boolean accept(byte next) {
    length++;
    return switch (state) {
      case TEXT -> text(next);
      case ESCAPE -> escape(next);
      case HEX -> hex(next);
      case AFTER_HIGH -> afterHigh(next);
    };
  }

  /** Bytes between the backslash that the latest escapes began with and the latest byte. */
  int lengthSoFar() {
    return length;
  }

  private boolean text(byte next) {
    if (next == '\\') {
      state = State.ESCAPE;
      length = 0;
    }
    return true;
  }

  private boolean escape(byte next) {
    state = next == 'u' ? State.HEX : State.TEXT;
    digits = 0;
    value = 0;
    return next == 'u' || !highBefore;
  }

  private boolean hex(byte next) {
    int digit = Character.digit(next, 16);
    if (digit < 0) {
      // No escape at all; Jackson says so better
      state = State.TEXT;
      return true;
    }
    value = (char) (value << 4 | digit);
    return ++digits < HEX_DIGITS || complete();
  }

  private boolean complete() {
    boolean paired = highBefore == Character.isLowSurrogate(value);
    highBefore = Character.isHighSurrogate(value);
    state = highBefore ? State.AFTER_HIGH : State.TEXT;
    return paired;
  }

  private boolean afterHigh(byte next) {
    state = State.ESCAPE;
    return next == '\\';
  }
}
