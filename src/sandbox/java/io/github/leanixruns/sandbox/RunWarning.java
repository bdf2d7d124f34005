package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Represents one warning of a run. */
record RunWarning(String content, String message, String detail) {

  static RunWarning numbered(int index) {
    return new RunWarning(
        "element-" + index, "Warning " + (index + 1), "A rule of the sandbox added it.");
  }

  JsonNode toJson() {
    ObjectNode json = SandboxJson.object();
    json.putObject("processor").put("name", RunJson.PROCESSOR).put("index", 0);
    return json.put("content", content)
        .put("message", message)
        .put("detail", detail)
        .put("category", "processing")
        .put("status", "WARNING");
  }
}
