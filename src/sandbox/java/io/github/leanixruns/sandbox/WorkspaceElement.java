package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Represents one element of the content of an LDIF, or of the workspace. */
public record WorkspaceElement(String type, String id, ObjectNode data) {

  /** Returns null if the node is not an element. */
  static WorkspaceElement of(JsonNode node) {
    boolean whole =
        node.path("type").isTextual()
            && node.path("id").isTextual()
            && node.path("data").isObject();
    return whole
        ? new WorkspaceElement(
            node.get("type").textValue(), node.get("id").textValue(), (ObjectNode) node.get("data"))
        : null;
  }

  WorkspaceElement mergedOver(WorkspaceElement older) {
    ObjectNode merged = older.data.deepCopy();
    merged.setAll(data);
    return new WorkspaceElement(type, id, merged);
  }

  JsonNode toJson() {
    return SandboxJson.object().put("type", type).put("id", id).set("data", data);
  }
}
