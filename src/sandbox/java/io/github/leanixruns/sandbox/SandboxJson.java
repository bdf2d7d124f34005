package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Reads and writes JSON. */
final class SandboxJson {
  // Numbers keep their digits
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private SandboxJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonParser parser(Content content) throws IOException {
    return MAPPER.createParser(content.open());
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return MAPPER.createGenerator(out);
  }

  static JsonNode tree(JsonParser parser) throws IOException {
    return MAPPER.readTree(parser);
  }

  static JsonNode tree(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  /** Parses a small JSON object. Refuses everything else. */
  static ObjectNode objectIn(Content content) throws IOException {
    try (JsonParser parser = parser(content)) {
      if (parser.nextToken() != null && tree(parser) instanceof ObjectNode object) {
        return object;
      }
      throw new Refusal(400, "The body is not a JSON object.");
    } catch (JsonProcessingException | CharConversionException e) {
      throw notJson(e);
    }
  }

  static Refusal notJson(IOException e) {
    if (!(e instanceof JsonProcessingException json) || json.getLocation() == null) {
      return new Refusal(400, "The body is not valid JSON: " + e.getMessage());
    }
    return new Refusal(
        400,
        String.format(
            Locale.ROOT,
            "The body is not valid JSON: %s (line %d, column %d)",
            json.getOriginalMessage(),
            json.getLocation().getLineNr(),
            json.getLocation().getColumnNr()));
  }
}
