package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps processor configurations; runs ask for none. */
final class ConfigurationHandlers {
  private static final String MODE = "processingMode";
  private static final List<String> REQUIRED =
      List.of("connectorType", "connectorId", "connectorVersion", "processingDirection");
  private static final List<String> KEY =
      List.of("connectorType", "connectorId", "connectorVersion", "processingDirection", MODE);

  private final Map<List<String>, ObjectNode> configurations = new LinkedHashMap<>();

  synchronized HttpReply list(HttpCall call) {
    ArrayNode found = Json.array();
    configurations.forEach(
        (key, configuration) -> {
          if (fits(key, call)) {
            found.add(configuration);
          }
        });
    return HttpReply.json(200, found);
  }

  HttpReply put(HttpCall call) throws IOException {
    ObjectNode configuration = Json.objectIn(call.body());
    if (!configuration.has(MODE)) {
      configuration.put(MODE, "partial");
    }
    List<String> key = new ArrayList<>();
    for (String name : KEY) {
      if (!configuration.path(name).isTextual()) {
        throw new Refusal(400, "The field " + name + " is missing.");
      }
      key.add(configuration.get(name).textValue());
    }
    synchronized (this) {
      configurations.put(key, configuration);
    }
    return HttpReply.empty(204);
  }

  synchronized HttpReply delete(HttpCall call) {
    for (String name : REQUIRED) {
      if (call.query(name) == null) {
        throw new Refusal(400, "The parameter " + name + " is missing.");
      }
    }
    String mode = call.query(MODE);
    List<String> key = new ArrayList<>();
    REQUIRED.forEach(name -> key.add(call.query(name)));
    key.add(mode == null ? "partial" : mode);
    if (configurations.remove(key) == null) {
      throw new Refusal(404, "No such processor configuration found.");
    }
    return HttpReply.empty(200);
  }

  private static boolean fits(List<String> key, HttpCall call) {
    for (int i = 0; i < KEY.size(); i++) {
      String wanted = call.query(KEY.get(i));
      if (wanted != null && !wanted.equals(key.get(i))) {
        return false;
      }
    }
    return true;
  }
}
