package io.github.leanixruns.leanix;

import java.util.BitSet;
import java.util.Set;

/**
 * Checks that bytes, which arrive in parts, are one LDIF: a single JSON document in UTF-8. It needs
 * no memory for long strings, which Jackson's non-blocking parser buffers.
 */
final class ResultsScanner {

  private static final String CONTENT = "content";
  private static final Set<String> LDIF_KEYS = Set.of(CONTENT, "connectorType", "connectorId");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int MAX_KEY_BYTES = 20;
  private static final int MAX_DEPTH = 100_000;

  private enum Expected {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END,
    NOTHING
  }

  private final JsonString string = new JsonString();
  // the last string of the top level, or the start of it
  private final StringBuilder topString = new StringBuilder();
  private final JsonToken token = new JsonToken();
  // for each depth, whether it is an object
  private final BitSet objects = new BitSet();
  private Expected expected = Expected.VALUE;
  private long byteCount;
  private long elementCount;
  private int depth;
  private int markBytes;
  private boolean inContent;
  private boolean hasLdifKey;

  long elementCount() {
    return elementCount;
  }

  long byteCount() {
    return byteCount;
  }

  void requireComplete() throws InvalidAnswerException {
    if (expected != Expected.NOTHING) {
      throw new InvalidAnswerException("LeanIX's results are truncated");
    }
    if (!hasLdifKey) {
      throw new InvalidAnswerException("LeanIX's results are not an LDIF");
    }
  }

  void scan(byte[] bytes, int from, int to) throws InvalidAnswerException {
    int i = from;
    while (i < to) {
      if (string.isOpen()) {
        i = scanString(bytes, i, to);
      } else {
        scanStructure(bytes[i]);
        i++;
      }
    }
    byteCount += to - from;
  }

  /** Returns the index after the end of the string, or after the last byte. */
  private int scanString(byte[] bytes, int from, int to) throws InvalidAnswerException {
    int end = string.scan(bytes, from, to);
    if (depth == 1) {
      keep(bytes, from, string.isOpen() ? end : end - 1);
    }
    return end;
  }

  private void keep(byte[] bytes, int from, int to) {
    for (int i = from; i < to && topString.length() < MAX_KEY_BYTES; i++) {
      topString.append((char) bytes[i]);
    }
  }

  private void scanStructure(byte character) throws InvalidAnswerException {
    if (isOfToken(character)) {
      addToToken(character);
      return;
    }
    if (token.isOpen()) {
      token.end();
    }
    switch (character) {
      case ' ', '\t', '\r', '\n' -> {
        // between tokens
      }
      case '"' -> beginString();
      case ':' -> {
        become(Expected.VALUE, Expected.COLON, Expected.COLON);
        hasLdifKey |= depth == 1 && LDIF_KEYS.contains(topString.toString());
      }
      case ',' ->
          become(
              objects.get(depth) ? Expected.KEY : Expected.VALUE,
              Expected.COMMA_OR_END,
              Expected.COMMA_OR_END);
      case '{', '[' -> open(character == '{');
      case '}', ']' -> close(character == '}');
      default -> skipByteOrderMark(character);
    }
  }

  private static boolean isOfToken(byte character) {
    return character >= '0' && character <= '9'
        || character >= 'a' && character <= 'z'
        || character == '-'
        || character == '+'
        || character == '.'
        || character == 'E';
  }

  private void addToToken(byte character) throws InvalidAnswerException {
    if (!token.isOpen()) {
      beginValue();
      if (depth == 0) {
        throw notJson();
      }
    }
    token.accept(character);
  }

  private void beginString() throws InvalidAnswerException {
    if (expected == Expected.KEY || expected == Expected.KEY_OR_END) {
      expected = Expected.COLON;
    } else {
      beginValue();
    }
    if (depth == 0) {
      throw notJson();
    }
    string.begin();
    topString.setLength(0);
  }

  private void beginValue() throws InvalidAnswerException {
    become(Expected.COMMA_OR_END, Expected.VALUE, Expected.VALUE_OR_END);
  }

  private void become(Expected next, Expected required, Expected orRequired)
      throws InvalidAnswerException {
    if (expected != required && expected != orRequired || markBytes % BYTE_ORDER_MARK.length != 0) {
      throw notJson();
    }
    expected = next;
  }

  private void open(boolean object) throws InvalidAnswerException {
    beginValue();
    if (depth == 0 && !object || depth == MAX_DEPTH) {
      throw notJson();
    }
    if (depth == 1) {
      inContent = !object && CONTENT.contentEquals(topString);
    } else if (depth == 2 && inContent) {
      elementCount++;
    }
    depth++;
    objects.set(depth, object);
    expected = object ? Expected.KEY_OR_END : Expected.VALUE_OR_END;
  }

  private void close(boolean object) throws InvalidAnswerException {
    if (depth == 0 || objects.get(depth) != object) {
      throw notJson();
    }
    depth--;
    become(
        depth == 0 ? Expected.NOTHING : Expected.COMMA_OR_END,
        Expected.COMMA_OR_END,
        object ? Expected.KEY_OR_END : Expected.VALUE_OR_END);
  }

  private void skipByteOrderMark(byte character) throws InvalidAnswerException {
    boolean isNext =
        depth == 0
            && expected == Expected.VALUE
            && markBytes < BYTE_ORDER_MARK.length
            && character == BYTE_ORDER_MARK[markBytes];
    if (!isNext) {
      throw notJson();
    }
    markBytes++;
  }

  static InvalidAnswerException notJson() {
    return new InvalidAnswerException(
        "LeanIX's results are not an LDIF: they are not one JSON document in UTF-8");
  }
}
