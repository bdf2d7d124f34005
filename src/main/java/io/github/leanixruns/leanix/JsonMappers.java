package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Holds the mapper that parses LeanIX's answers. */
final class JsonMappers {

  // a tree needs up to a hundred times the memory of its text
  private static final long MAX_TOKENS = 1_000_000;
  private static final ObjectMapper ANSWERS =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
                  .build())
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
