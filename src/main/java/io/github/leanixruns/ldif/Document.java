package io.github.leanixruns.ldif;

import java.util.Map;
import java.util.Set;

/**
 * Holds what was read from a well-formed file; offsets are in bytes.
 *
 * @param open the offset of the opening bracket
 * @param close the offset of the closing bracket
 * @param header the fields that are present; null for a description that is null
 * @param keys of the object, up to a limit; those that the check knows are complete
 * @param elements in the content, or processors
 * @param contentsKey the offset of the misspelled key "contents", or {@link #NONE}
 */
record Document(
    Shape shape,
    long open,
    long close,
    Map<HeaderField, String> header,
    Set<String> keys,
    long elements,
    long contentsKey) {
  static final long NONE = -1;
  static final String CONTENT = "content";
  static final String CONTENTS = "contents";
  static final String PROCESSORS = "processors";

  /** The kinds of JSON values that a document may be. */
  enum Shape {
    OBJECT,
    EMPTY_OBJECT,
    ARRAY
  }

  boolean hasContent() {
    return shape == Shape.ARRAY || keys.contains(CONTENT) || keys.contains(CONTENTS);
  }

  boolean hasContentAndContents() {
    return keys.contains(CONTENT) && keys.contains(CONTENTS);
  }

  /** Returns whether the content is only present under the misspelled key. */
  boolean isContentMisspelled() {
    return keys.contains(CONTENTS) && !keys.contains(CONTENT);
  }
}
