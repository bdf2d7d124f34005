package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses LDIFs as streams, one element at a time. */
final class LdifReader {
  private static final int LONGEST = 500;
  private static final List<String> REQUIRED =
      List.of("connectorType", "connectorId", "connectorVersion", "processingDirection");
  private static final Set<String> FIELDS =
      Set.of(
          "connectorType",
          "connectorId",
          "connectorVersion",
          "lxVersion",
          "processingDirection",
          "processingMode",
          "description");

  private final Map<String, String> fields = new HashMap<>();
  private final List<String> errors = new ArrayList<>();
  private long elements;

  private LdifReader() {}

  /** The header fields and the number of elements of a valid LDIF. */
  record Ldif(RunHeader header, long elements) {}

  /** Receives each item of the content, whether it is an element or not. */
  @FunctionalInterface
  interface Visitor {
    void visit(JsonNode element) throws IOException;
  }

  /** Parses the header fields and counts the elements. Refuses an invalid LDIF with all errors. */
  static Ldif check(Content content) throws IOException {
    LdifReader reader = new LdifReader();
    try (JsonParser parser = SandboxJson.parser(content)) {
      reader.read(parser);
    } catch (JsonProcessingException | CharConversionException e) {
      throw SandboxJson.notJson(e);
    }
    return reader.result();
  }

  static void forEach(Content content, Visitor visitor) throws IOException {
    try (JsonParser parser = SandboxJson.parser(content)) {
      if (find(parser, "content") && parser.currentToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          visitor.visit(SandboxJson.tree(parser));
        }
      }
    }
  }

  /** Copies one field of a JSON object. Refuses a body without the field. */
  static Content extract(Content content, String field, Spool spool) throws IOException {
    try (JsonParser parser = SandboxJson.parser(content)) {
      if (!find(parser, field)) {
        throw new Refusal(400, "The field " + field + " is missing.");
      }
      return spool.write(
          out -> {
            try (JsonGenerator generator = SandboxJson.generator(out)) {
              generator.copyCurrentStructure(parser);
            }
          });
    } catch (JsonProcessingException | CharConversionException e) {
      throw SandboxJson.notJson(e);
    }
  }

  private static boolean find(JsonParser parser, String field) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(field);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Refusal(400, "The body is not a JSON object.");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (FIELDS.contains(name)) {
        readField(name, value, parser);
      } else if (name.equals("content")) {
        readContent(value, parser);
      } else {
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new Refusal(400, "The body contains more than one JSON object.");
    }
  }

  private void readField(String name, JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      fields.put(name, parser.getText());
    } else if (value != JsonToken.VALUE_NULL) {
      errors.add("The field " + name + " is not a string.");
      parser.skipChildren();
    }
  }

  private void readContent(JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements++;
        parser.skipChildren();
      }
    } else if (value != JsonToken.VALUE_NULL) {
      errors.add("The field content is not a list.");
      parser.skipChildren();
    }
  }

  private Ldif result() {
    if (errors.isEmpty()) {
      checkFields();
    }
    if (!errors.isEmpty()) {
      throw new Refusal(400, errors);
    }
    RunHeader header =
        new RunHeader(
            fields.get("connectorType"),
            fields.get("connectorId"),
            fields.get("connectorVersion"),
            fields.get("lxVersion"),
            fields.get("processingDirection"),
            fields.getOrDefault("processingMode", "partial"),
            fields.get("description"));
    return new Ldif(header, elements);
  }

  private void checkFields() {
    for (String name : REQUIRED) {
      if (!fields.containsKey(name)) {
        errors.add("The field " + name + " is missing.");
      }
    }
    fields.forEach(
        (name, value) -> {
          if (value.length() > LONGEST) {
            errors.add("The field " + name + " is longer than 500 characters.");
          }
        });
    checkOneOf("processingDirection", "inbound", "outbound");
    checkOneOf("processingMode", "partial", "full");
  }

  private void checkOneOf(String name, String one, String other) {
    String value = fields.get(name);
    if (value != null && !value.equalsIgnoreCase(one) && !value.equalsIgnoreCase(other)) {
      errors.add("The field " + name + " is neither " + one + " nor " + other + ".");
    }
  }
}
