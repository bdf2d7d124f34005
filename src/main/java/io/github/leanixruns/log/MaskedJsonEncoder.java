package io.github.leanixruns.log;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.leanixruns.settings.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Formats log events as JSON, one object per line, in ASCII, and masks secrets in all of its texts.
 */
public final class MaskedJsonEncoder extends JsonEncoder {

  private final ObjectMapper json =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Omits what repeats the message, or numbers the lines of this process. */
  public MaskedJsonEncoder() {
    setWithFormattedMessage(true);
    setWithMessage(false);
    setWithArguments(false);
    setWithContext(false);
    setWithNanoseconds(false);
    setWithSequenceNumber(false);
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    try {
      byte[] line = json.writeValueAsBytes(masked(json.readTree(super.encode(event))));
      byte[] encoded = Arrays.copyOf(line, line.length + 1);
      encoded[line.length] = '\n';
      return encoded;
    } catch (IOException e) {
      throw new UncheckedIOException("Logback did not encode a log event as JSON", e);
    }
  }

  // each text separately, because a mask must not extend beyond its quotation marks
  private static JsonNode masked(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(Secrets.mask(node.textValue()));
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(masked(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, masked(array.get(i)));
      }
    }
    return node;
  }
}
