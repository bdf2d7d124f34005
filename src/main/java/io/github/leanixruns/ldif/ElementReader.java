package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.leanixruns.ldif.Document.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
  private ElementNotes notes;
  private String array;
  private long index = NONE;

  ElementReader(JsonParser parser, DocumentKind kind) {
    this.parser = parser;
    this.kind = kind;
  }

  /**
   * Reads the current array to its end.
   *
   * @param key of the array, for messages
   */
  Body read(String key) throws IOException {
    array = key;
    index = NONE;
    notes = new ElementNotes();
    boolean processors = kind == DocumentKind.CONFIGURATION;
    require(JsonToken.START_ARRAY, "an array of " + (processors ? key : "elements"));
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
    return new Body(count, notes.sentences());
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
    require(JsonToken.START_OBJECT, "an object with type, id and data");
    int line = line();
    int seen = 0;
    int empty = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int field = known(key);
      if ((seen & field) != 0) {
        note(" has " + key + " twice", line());
      }
      seen |= field;
      parser.nextToken();
      empty |= isEmpty(field, key) ? field : 0;
      parser.skipChildren();
    }
    if (seen != COMPLETE) {
      note(" lacks " + Words.join(missing(seen)), line);
    }
    // An element with neither type nor id only triggers processors
    if (empty == TYPE || empty == ID) {
      note(empty == TYPE ? ".type is empty" : ".id is empty", line);
    }
  }

  /** Returns whether a type or id is empty; notes a value of another type. */
  private boolean isEmpty(int field, String key) throws IOException {
    if (field == 0) {
      return false;
    }
    boolean data = field == DATA;
    JsonToken token = parser.currentToken();
    if (token != (data ? JsonToken.START_OBJECT : JsonToken.VALUE_STRING)) {
      String required = data ? "an object" : "a string";
      note("." + key + " is " + JsonTypes.name(token) + ", not " + required, line());
      return false;
    }
    return !data && parser.getTextLength() == 0;
  }

  private static int known(String key) {
    return switch (key) {
      case "type" -> TYPE;
      case "id" -> ID;
      case "data" -> DATA;
      default -> 0;
    };
  }

  private static List<String> missing(int seen) {
    List<String> missing = new ArrayList<>();
    for (String key : List.of("type", "id", "data")) {
      if ((seen & known(key)) == 0) {
        missing.add(key);
      }
    }
    return missing;
  }

  private void note(String note, int line) {
    notes.add(array, index, note, line);
  }

  private void require(JsonToken required, String rule) throws LdifError {
    if (parser.currentToken() != required) {
      throw LdifError.at(
          parser.currentTokenLocation().getByteOffset(),
          where().orElseThrow()
              + " is "
              + JsonTypes.name(parser.currentToken())
              + "; it must be "
              + rule
              + ".");
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
