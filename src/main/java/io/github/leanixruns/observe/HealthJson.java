package io.github.leanixruns.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Corrects the JSON of Camel's health endpoint. */
final class HealthJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HealthJson() {}

  /** Camel escapes messages twice, so that a path reads as {@code \\/data\\/outbox}. */
  static String withoutDoubledEscapes(String body) {
    if (!body.startsWith("{")) {
      return body;
    }
    try {
      JsonNode health = JSON.readTree(body);
      for (JsonNode check : health.path("checks")) {
        for (String field : new String[] {"message", "error-message"}) {
          if (check.path(field).isTextual()) {
            String text = JSON.readValue("\"" + check.get(field).textValue() + "\"", String.class);
            ((ObjectNode) check).put(field, text);
          }
        }
      }
      return JSON.writeValueAsString(health);
    } catch (JsonProcessingException e) {
      // not the JSON that this class is about
      return body;
    }
  }
}
