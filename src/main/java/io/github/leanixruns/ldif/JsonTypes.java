package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonToken;

/** Names the types of JSON values. */
final class JsonTypes {
  private JsonTypes() {}

  /** Returns the name of the type of a value with its article. */
  static String name(JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> "null";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case START_ARRAY -> "an array";
      default -> "an object";
    };
  }
}
