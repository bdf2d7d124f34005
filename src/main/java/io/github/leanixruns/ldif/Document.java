package io.github.leanixruns.ldif;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what was read from a well-formed file; offsets are in bytes.
 *
 * @param open the offset of the opening bracket
 * @param close the offset of the closing bracket
 * @param header the fields that are present and not null
 * @param nulls the offsets of optional fields that are null
 * @param keys of the object, up to a limit; those that the check knows are complete
 * @param body the content, or the processors
 * @param contentsKey the offset of the misspelled key "contents", or {@link #NONE}
 */
record Document(
    Shape shape,
    long open,
    long close,
    Map<HeaderField, String> header,
    Map<HeaderField, Long> nulls,
    Set<String> keys,
    Body body,
    long contentsKey) {
  static final long NONE = -1;
  static final String CONTENT = "content";
  static final String CONTENTS = "contents";
  static final String PROCESSORS = "processors";
  static final String RESULTS = "results";

  /** The kinds of JSON values that a document may be. */
  enum Shape {
    OBJECT,
    EMPTY_OBJECT,
    ARRAY
  }

  /**
   * Describes an array of elements or processors.
   *
   * @param notes on what is unusual in the elements
   */
  record Body(long count, List<String> notes) {
    static final Body NONE = new Body(0, List.of());
  }

  /** Returns whether the file itself names a part of a connector. */
  boolean hasConnectorField() {
    return header.keySet().stream().anyMatch(HeaderField::isRequired);
  }

  boolean hasWholeConnector() {
    return header.keySet().containsAll(HeaderField.CONNECTOR);
  }

  boolean hasContentAndContents() {
    return keys.contains(CONTENT) && keys.contains(CONTENTS);
  }

  /** Returns whether the content is only present under the misspelled key. */
  boolean isContentMisspelled() {
    return keys.contains(CONTENTS) && !keys.contains(CONTENT);
  }
}
