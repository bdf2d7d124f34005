package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Reads elements, or processors, one by one and keeps none of them. */
final class ElementReader {
  private static final int TYPE = 1;
  private static final int ID = 2;
  private static final int DATA = 4;
  private static final int COMPLETE = TYPE | ID | DATA;
  private static final long NONE = -1;
  private static final int TOP_LEVEL = 1;

  private final JsonParser parser;
  private final DocumentKind kind;
  private String array;
  private long index = NONE;

  ElementReader(JsonParser parser, DocumentKind kind) {
    this.parser = parser;
    this.kind = kind;
  }

  /**
   * Counts the elements of the current array.
   *
   * @param key of the array, for messages
   */
  long count(String key) throws IOException {
    array = key;
    index = NONE;
    boolean processors = kind == DocumentKind.CONFIGURATION;
    require(JsonToken.START_ARRAY, "", "must be an array of " + (processors ? key : "elements"));
    long count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      index = count++;
      if (processors) {
        parser.skipChildren();
      } else {
        element();
      }
      index = NONE;
    }
    array = null;
    return count;
  }

  /** Skips the rest of the array after an error in it. */
  void skip() throws IOException {
    while (parser.getParsingContext().getNestingDepth() > TOP_LEVEL) {
      parser.nextToken();
    }
    array = null;
  }

  /** Names the array or the element that is being read; empty outside of arrays. */
  Optional<String> where() {
    return Optional.ofNullable(array).map(name -> index == NONE ? name : name + "[" + index + "]");
  }

  private void element() throws IOException {
    require(JsonToken.START_OBJECT, "", "must be an object with type, id and data");
    long start = offset();
    int seen = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      seen |= field(parser.currentName(), seen);
    }
    if (seen != COMPLETE) {
      throw LdifError.at(start, where().orElseThrow() + " has no " + firstMissing(seen) + ".");
    }
  }

  private int field(String key, int seen) throws IOException {
    int field = known(key);
    if ((seen & field) != 0) {
      throw LdifError.at(offset(), where().orElseThrow() + " has " + key + " twice.");
    }
    parser.nextToken();
    switch (field) {
      case TYPE, ID -> nonEmptyString("." + key);
      case DATA -> require(JsonToken.START_OBJECT, ".data", "must be an object");
      default -> {}
    }
    parser.skipChildren();
    return field;
  }

  private static int known(String key) {
    return switch (key) {
      case "type" -> TYPE;
      case "id" -> ID;
      case "data" -> DATA;
      default -> 0;
    };
  }

  private void nonEmptyString(String field) throws IOException {
    String rule = "must be a string that is not empty";
    require(JsonToken.VALUE_STRING, field, rule);
    if (parser.getTextLength() == 0) {
      throw wrong(field, "empty", rule);
    }
  }

  private void require(JsonToken required, String field, String rule) throws LdifError {
    if (parser.currentToken() != required) {
      throw wrong(field, JsonTypes.name(parser.currentToken()), rule);
    }
  }

  private LdifError wrong(String field, String actual, String rule) {
    return LdifError.at(
        offset(), where().orElseThrow() + field + " is " + actual + "; it " + rule + ".");
  }

  private long offset() {
    return parser.currentTokenLocation().getByteOffset();
  }

  private static String firstMissing(int seen) {
    return (seen & TYPE) == 0 ? "type" : (seen & ID) == 0 ? "id" : "data";
  }
}
