package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Holds one element of an LDIF's content, or of the workspace. */
public record Element(String type, String id, ObjectNode data) {

  /** Answers null for a node that is no element. */
  static Element of(JsonNode node) {
    boolean whole =
        node.path("type").isTextual()
            && node.path("id").isTextual()
            && node.path("data").isObject();
    return whole
        ? new Element(
            node.get("type").textValue(), node.get("id").textValue(), (ObjectNode) node.get("data"))
        : null;
  }

  Element mergedOver(Element older) {
    ObjectNode merged = older.data.deepCopy();
    merged.setAll(data);
    return new Element(type, id, merged);
  }

  JsonNode toJson() {
    return Json.object().put("type", type).put("id", id).set("data", data);
  }
}
