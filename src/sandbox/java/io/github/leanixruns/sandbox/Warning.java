package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

record Warning(String content, String message, String detail) {

  static Warning made(int index) {
    return new Warning(
        "element-" + index, "Warning " + (index + 1), "The sandbox was told to give it.");
  }

  JsonNode toJson() {
    ObjectNode json = Json.object();
    json.putObject("processor").put("name", RunJson.PROCESSOR).put("index", 0);
    return json.put("content", content)
        .put("message", message)
        .put("detail", detail)
        .put("category", "processing")
        .put("status", "WARNING");
  }
}
