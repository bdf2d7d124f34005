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
 * @param halfway whether the connection is closed in the middle of the payload
 */
record HttpReply(
    int status,
    Map<String, String> headers,
    long length,
    Payload payload,
    JsonNode json,
    boolean halfway) {

  static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), 0, null, null, false);
  }

  static HttpReply json(int status, JsonNode json) {
    byte[] bytes = SandboxJson.bytes(json);
    return new HttpReply(
        status,
        Map.of("Content-Type", "application/json"),
        bytes.length,
        out -> out.write(bytes),
        json,
        false);
  }

  static HttpReply errors(int status, List<String> errors) {
    ObjectNode json = SandboxJson.object();
    errors.forEach(json.putArray("errors")::add);
    return json(status, json);
  }

  static HttpReply text(int status, Map<String, String> headers, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0
        ? new HttpReply(status, headers, 0, null, null, false)
        : new HttpReply(status, headers, bytes.length, out -> out.write(bytes), null, false);
  }

  static HttpReply stream(int status, String contentType, long length, Payload payload) {
    return new HttpReply(status, Map.of("Content-Type", contentType), length, payload, null, false);
  }

  HttpReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, length, payload, json, halfway);
  }

  HttpReply cutHalfway() {
    return new HttpReply(status, headers, length, payload, json, true);
  }

  /** Does not change answers without the status of a run. */
  HttpReply withRunStatus(String value) {
    return json instanceof ObjectNode object && object.has("status")
        ? json(status, object.deepCopy().put("status", value))
        : this;
  }
}
