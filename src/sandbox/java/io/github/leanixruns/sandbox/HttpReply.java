package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Represents an answer before it is sent, so that a fault can change, hold or cut it.
 *
 * @param length the length of the payload in bytes, -1 if it is unknown
 * @param payload null if there is no body
 * @param json the payload as a tree, null if it is not JSON
 * @param closing when the connection is closed
 */
record HttpReply(
    int status,
    Map<String, String> headers,
    long length,
    Payload payload,
    JsonNode json,
    Closing closing) {

  /** When the connection is closed, without a word to the client. */
  enum Closing {
    NEVER,
    HALFWAY,
    AFTER
  }

  static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), 0, null, null, Closing.NEVER);
  }

  static HttpReply json(int status, JsonNode json) {
    byte[] bytes = SandboxJson.bytes(json);
    return new HttpReply(
        status,
        Map.of("Content-Type", "application/json"),
        bytes.length,
        out -> out.write(bytes),
        json,
        Closing.NEVER);
  }

  static HttpReply errors(int status, List<String> errors) {
    ObjectNode json = SandboxJson.object();
    errors.forEach(json.putArray("errors")::add);
    return json(status, json);
  }

  static HttpReply text(int status, Map<String, String> headers, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return new HttpReply(status, headers, 0, null, null, Closing.NEVER);
    }
    HttpReply reply =
        new HttpReply(status, headers, bytes.length, out -> out.write(bytes), null, Closing.NEVER);
    String type = contentType(text);
    return type == null || headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase)
        ? reply
        : reply.with("Content-Type", type);
  }

  private static String contentType(String text) {
    if (text.matches("(?s)\\s*[{\\[].*")) {
      return "application/json";
    }
    return text.startsWith("<?xml") || text.startsWith("<Error>") ? "application/xml" : null;
  }

  /** Returns what an intermediary answers: an HTML page, or plain text if the title is null. */
  static HttpReply page(int status, String title) {
    return title == null
        ? text(status, Map.of("Content-Type", "text/plain"), "The request was blocked.")
        : text(
            status,
            Map.of("Content-Type", "text/html"),
            "<!DOCTYPE html><html><head><title>" + title + "</title></head><body></body></html>");
  }

  static HttpReply stream(int status, String contentType, long length, Payload payload) {
    return new HttpReply(
        status, Map.of("Content-Type", contentType), length, payload, null, Closing.NEVER);
  }

  HttpReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, length, payload, json, closing);
  }

  HttpReply closing(Closing when) {
    return new HttpReply(status, headers, length, payload, json, when);
  }

  boolean isCutHalfway() {
    return closing == Closing.HALFWAY;
  }

  /** Does not change answers without the status of a run. */
  HttpReply withRunStatus(String value) {
    return json instanceof ObjectNode object && object.has("status")
        ? json(status, object.deepCopy().put("status", value))
        : this;
  }
}
