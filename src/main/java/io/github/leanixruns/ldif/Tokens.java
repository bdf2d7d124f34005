package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Puts JSON tokens into words and places. */
final class Tokens {
  private Tokens() {}

  static String kind(JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> "null";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case START_ARRAY -> "an array";
      default -> "an object";
    };
  }

  /** Returns the byte that the current token begins with. */
  static long offset(JsonParser parser) {
    return parser.currentTokenLocation().getByteOffset();
  }
}
