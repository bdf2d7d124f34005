package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists, keeps and deletes processor configurations; only runs of execution groups need one. */
final class ConfigurationHandlers {
  private static final List<String> REQUIRED =
      Configurations.KEY.stream().filter(name -> !name.equals(Configurations.MODE)).toList();
  private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound");
  private static final Set<String> MODES = Set.of("partial", "full");

  private final Configurations configurations;

  ConfigurationHandlers(Configurations configurations) {
    this.configurations = configurations;
  }

  HttpReply list(HttpCall call) {
    ArrayNode found = Json.array();
    configurations.all().stream().filter(one -> fits(one, call)).forEach(found::add);
    return HttpReply.json(200, found);
  }

  HttpReply put(HttpCall call) throws IOException {
    ObjectNode configuration = Json.objectIn(call.body());
    if (!configuration.has(Configurations.MODE)) {
      configuration.put(Configurations.MODE, "partial");
    }
    for (String name : Configurations.KEY) {
      if (!configuration.path(name).isTextual()) {
        throw new Refusal(400, "The field " + name + " is missing.");
      }
    }
    requireProcessable(configuration);
    configurations.put(configuration, Received.of(call.body()));
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
    String mode = call.query(Configurations.MODE);
    key.add(mode == null ? "partial" : mode);
    requireOneOf(Configurations.DIRECTION, call.query(Configurations.DIRECTION), DIRECTIONS);
    requireOneOf(Configurations.MODE, mode == null ? "partial" : mode, MODES);
    if (!configurations.remove(key)) {
      throw new Refusal(404, "No such processor configuration found.");
    }
    return HttpReply.empty(200);
  }

  /** Looks whose configuration is put; one that cannot be read is nobody's. */
  Subject subject(HttpCall call) throws IOException {
    try {
      JsonNode connectorId = Json.objectIn(call.body()).path("connectorId");
      return new Subject(null, connectorId.textValue());
    } catch (Refusal e) {
      return Subject.NONE;
    }
  }

  private static void requireProcessable(JsonNode configuration) {
    requireOneOf(
        Configurations.DIRECTION,
        configuration.get(Configurations.DIRECTION).textValue(),
        DIRECTIONS);
    requireOneOf(Configurations.MODE, configuration.get(Configurations.MODE).textValue(), MODES);
    if (!Configurations.hasSoundGroups(configuration)) {
      throw unprocessable("executionGroups is no list of names");
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
    return Configurations.KEY.stream()
        .allMatch(
            name -> {
              String wanted = call.query(name);
              return wanted == null || wanted.equals(configuration.get(name).textValue());
            });
  }
}
