package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the processor configurations of the workspace, one for each connector and mode. */
final class ConfigurationStore {
  static final String MODE = "processingMode";
  static final String DIRECTION = "processingDirection";
  static final List<String> KEY =
      List.of("connectorType", "connectorId", "connectorVersion", DIRECTION, MODE);

  private static final String GROUPS = "executionGroups";
  private static final String PROCESSORS = "processors";

  private final Map<List<String>, Stored> stored = new LinkedHashMap<>();

  private record Stored(ObjectNode json, int puts, ReceivedBytes received) {}

  synchronized void put(ObjectNode configuration, ReceivedBytes received) {
    stored.merge(
        key(configuration),
        new Stored(configuration, 1, received),
        (old, now) -> new Stored(now.json(), old.puts() + 1, now.received()));
  }

  /** Returns false if there is no such configuration. */
  synchronized boolean remove(List<String> key) {
    return stored.remove(key) != null;
  }

  synchronized List<ObjectNode> all() {
    return stored.values().stream().map(Stored::json).toList();
  }

  synchronized List<ConfigurationRecord> records() {
    return stored.values().stream().map(ConfigurationStore::toRecord).toList();
  }

  /**
   * Combines the configurations of a group. Refuses a group without configurations, or with
   * incompatible ones.
   */
  ObjectNode ofGroup(String group) {
    List<ObjectNode> members = all().stream().filter(one -> groups(one).contains(group)).toList();
    if (members.isEmpty()) {
      throw new Refusal(
          404, "No processor configuration is found for the execution group " + group + ".");
    }
    if (members.stream().map(ConfigurationStore::directionAndMode).distinct().count() > 1) {
      throw new Refusal(
          400,
          "The execution group "
              + group
              + " contains processor configurations that are incompatible: both processingDirection"
              + " and processingMode must be the same.");
    }
    ObjectNode combined = members.get(0).deepCopy();
    ArrayNode processors = combined.putArray(PROCESSORS);
    members.forEach(one -> one.path(PROCESSORS).forEach(processors::add));
    return combined;
  }

  static List<String> groups(JsonNode configuration) {
    List<String> groups = new ArrayList<>();
    configuration.path(GROUPS).forEach(group -> groups.add(group.textValue()));
    return groups;
  }

  /** The groups are optional; if they are present, they are a list of names. */
  static boolean hasValidGroups(JsonNode configuration) {
    JsonNode groups = configuration.path(GROUPS);
    if (groups.isMissingNode()) {
      return true;
    }
    boolean names = groups.isArray();
    for (JsonNode group : groups) {
      names &= group.isTextual();
    }
    return names;
  }

  private static List<String> key(JsonNode configuration) {
    return KEY.stream().map(name -> configuration.path(name).textValue()).toList();
  }

  private static List<String> directionAndMode(JsonNode configuration) {
    return List.of(configuration.get(DIRECTION).textValue(), configuration.get(MODE).textValue());
  }

  private static ConfigurationRecord toRecord(Stored stored) {
    List<String> key = key(stored.json());
    return new ConfigurationRecord(
        key.get(0),
        key.get(1),
        key.get(2),
        key.get(3),
        key.get(4),
        groups(stored.json()),
        stored.puts(),
        stored.received());
  }
}
