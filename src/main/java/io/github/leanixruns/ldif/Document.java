package io.github.leanixruns.ldif;

import java.util.Map;
import java.util.Set;

/**
 * What stands in a file that is well-formed.
 *
 * @param open the byte of the opening bracket
 * @param close the byte of the closing bracket
 * @param header fields that are present, null where the value is null
 * @param otherKeys further keys of the object, up to a bound
 */
record Document(
    Shape shape,
    long open,
    long close,
    Map<HeaderField, String> header,
    Set<String> otherKeys,
    Content content) {

  /** What the file is made of. */
  enum Shape {
    OBJECT,
    EMPTY_OBJECT,
    ARRAY
  }

  /**
   * The elements, and the place of the misspelt key where there is one.
   *
   * @param misspeltKey the byte where "contents" begins, or -1
   */
  record Content(boolean present, long elements, long misspeltKey, boolean both) {
    static final long NONE = -1;

    static Content of(long elements) {
      return new Content(true, elements, NONE, false);
    }

    boolean isMisspelt() {
      return misspeltKey != NONE && !both;
    }
  }
}
