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

  private static final int SEVERAL = 6;

  private final String name;
  private Map<Object, Object> lastBeats = Map.of();
  private final Map<String, Integer> missed = new HashMap<>();

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
    beats.forEach((node, count) -> countMissed((String) node, count));
    lastBeats = beats;
    return (int) alive;
  }

  private void countMissed(String node, Object count) {
    missed.merge(node, 1, Integer::sum);
    if (node.equals(name) || !count.equals(lastBeats.get(node))) {
      missed.put(node, 0);
    }
  }

  /**
   * Returns the nodes that have surely failed: a node that is only slow may miss a beat, but not
   * several.
   */
  public List<String> dead() {
    return missed.entrySet().stream()
        .filter(node -> node.getValue() >= SEVERAL)
        .map(Map.Entry::getKey)
        .toList();
  }
}
