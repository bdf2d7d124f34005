package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Walks over the elements of a content, token by token, and holds none of them. */
final class ElementsWalk {
  private static final int TYPE = 1;
  private static final int ID = 2;
  private static final int DATA = 4;
  private static final int WHOLE = TYPE | ID | DATA;

  private final JsonParser parser;
  private final Progress progress;

  ElementsWalk(JsonParser parser, Progress progress) {
    this.parser = parser;
    this.progress = progress;
  }

  /** Counts the elements of the array that the parser stands on. */
  long count(String label) throws IOException {
    progress.enter(label);
    require(JsonToken.START_ARRAY, "", "must be an array of elements");
    long count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      progress.enterElement(count++);
      element();
      progress.enter(label);
    }
    return count;
  }

  private void element() throws IOException {
    require(JsonToken.START_OBJECT, "", "must be an object with type, id and data");
    long start = Tokens.offset(parser);
    int seen = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      seen |= field(parser.currentName(), seen);
    }
    if (seen != WHOLE) {
      throw Mistake.at(start, progress.where() + " has no " + missing(seen) + ".");
    }
  }

  private int field(String key, int seen) throws IOException {
    int bit = bit(key);
    if ((seen & bit) != 0) {
      throw Mistake.at(Tokens.offset(parser), progress.where() + " has " + key + " twice.");
    }
    parser.nextToken();
    value(bit);
    return bit;
  }

  private static int bit(String key) {
    return switch (key) {
      case "type" -> TYPE;
      case "id" -> ID;
      case "data" -> DATA;
      default -> 0;
    };
  }

  private void value(int bit) throws IOException {
    if (bit == DATA) {
      require(JsonToken.START_OBJECT, ".data", "must be an object");
    } else if (bit != 0) {
      text(bit == TYPE ? ".type" : ".id");
    }
    parser.skipChildren();
  }

  private void text(String key) throws IOException {
    String rule = "must be a text that is not empty";
    require(JsonToken.VALUE_STRING, key, rule);
    if (parser.getTextLength() == 0) {
      throw wrong(key, "empty", rule);
    }
  }

  private void require(JsonToken wanted, String what, String rule) throws Mistake {
    if (parser.currentToken() != wanted) {
      throw wrong(what, Tokens.kind(parser.currentToken()), rule);
    }
  }

  private Mistake wrong(String what, String kind, String rule) {
    return Mistake.at(
        Tokens.offset(parser), progress.where() + what + " is " + kind + "; it " + rule + ".");
  }

  private static String missing(int seen) {
    return (seen & TYPE) == 0 ? "type" : (seen & ID) == 0 ? "id" : "data";
  }
}
