package io.github.leanixruns.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/**
 * Counts the nodes that use a ledger. A node is alive if its counter has changed since the last
 * count, so that the clocks of the nodes do not matter. Not thread-safe.
 */
public final class LiveNodes {

  private final String name;
  private Map<Object, Object> lastBeats = Map.of();

  /**
   * @param name the name of this node
   */
  public LiveNodes(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /**
   * Returns the number of nodes that are alive. A node that was not seen before is.
   *
   * @param rows columns {@code name} and {@code beats} of all nodes
   */
  public int count(@Body List<Map<String, Object>> rows) {
    Map<Object, Object> beats = new HashMap<>();
    rows.forEach(row -> beats.put(row.get("name"), row.get("beats")));
    long alive =
        beats.entrySet().stream()
            .filter(
                node ->
                    node.getKey().equals(name)
                        || !node.getValue().equals(lastBeats.get(node.getKey())))
            .count();
    lastBeats = beats;
    return (int) alive;
  }
}
