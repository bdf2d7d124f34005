package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists, stores and deletes processor configurations. Only runs of execution groups need one. */
final class ConfigurationHandlers {
  private static final List<String> REQUIRED =
      ConfigurationStore.KEY.stream()
          .filter(name -> !name.equals(ConfigurationStore.MODE))
          .toList();
  private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound");
  private static final Set<String> MODES = Set.of("partial", "full");

  private final ConfigurationStore configurations;

  ConfigurationHandlers(ConfigurationStore configurations) {
    this.configurations = configurations;
  }

  HttpReply list(HttpCall call) {
    ArrayNode found = SandboxJson.array();
    configurations.all().stream().filter(one -> fits(one, call)).forEach(found::add);
    return HttpReply.json(200, found);
  }

  HttpReply put(HttpCall call) throws IOException {
    ObjectNode configuration = SandboxJson.objectIn(call.body());
    if (!configuration.has(ConfigurationStore.MODE)) {
      configuration.put(ConfigurationStore.MODE, "partial");
    }
    for (String name : ConfigurationStore.KEY) {
      if (!configuration.path(name).isTextual()) {
        throw new Refusal(400, "The field " + name + " is missing.");
      }
    }
    requireProcessable(configuration);
    configurations.put(configuration, ReceivedBytes.of(call.body()));
    return HttpReply.empty(204);
  }

  HttpReply delete(HttpCall call) {
    List<String> key = new ArrayList<>();
    for (String name : REQUIRED) {
      if (call.query(name) == null) {
        throw new Refusal(400, "The parameter " + name + " is missing.");
      }
      key.add(call.query(name));
    }
    String mode = call.query(ConfigurationStore.MODE);
    key.add(mode == null ? "partial" : mode);
    requireOneOf(
        ConfigurationStore.DIRECTION, call.query(ConfigurationStore.DIRECTION), DIRECTIONS);
    requireOneOf(ConfigurationStore.MODE, mode == null ? "partial" : mode, MODES);
    if (!configurations.remove(key)) {
      throw new Refusal(404, "No such processor configuration found.");
    }
    return HttpReply.empty(200);
  }

  /** Finds the connector of a configuration; a configuration that cannot be parsed has none. */
  CallSubject subject(HttpCall call) throws IOException {
    try {
      JsonNode connectorId = SandboxJson.objectIn(call.body()).path("connectorId");
      return new CallSubject(null, connectorId.textValue());
    } catch (Refusal e) {
      return CallSubject.NONE;
    }
  }

  private static void requireProcessable(JsonNode configuration) {
    requireOneOf(
        ConfigurationStore.DIRECTION,
        configuration.get(ConfigurationStore.DIRECTION).textValue(),
        DIRECTIONS);
    requireOneOf(
        ConfigurationStore.MODE, configuration.get(ConfigurationStore.MODE).textValue(), MODES);
    if (!ConfigurationStore.hasValidGroups(configuration)) {
      throw unprocessable("executionGroups is not a list of names");
    }
  }

  private static void requireOneOf(String name, String value, Set<String> words) {
    if (!words.contains(value)) {
      throw unprocessable(name + " cannot be " + value);
    }
  }

  private static Refusal unprocessable(String why) {
    return new Refusal(422, "Could not process the given processor configuration: " + why + ".");
  }

  private static boolean fits(JsonNode configuration, HttpCall call) {
    return ConfigurationStore.KEY.stream()
        .allMatch(
            name -> {
              String wanted = call.query(name);
              return wanted == null || wanted.equals(configuration.get(name).textValue());
            });
  }
}
