package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Holds the mapper that parses LeanIX's answers. */
final class JsonMappers {

  private static final ObjectMapper ANSWERS =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonMappers() {}

  /** Returns a mapper that keeps all digits of numbers and rejects text after the document. */
  static ObjectMapper answers() {
    return ANSWERS;
  }
}
