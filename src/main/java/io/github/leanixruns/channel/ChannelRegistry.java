package io.github.leanixruns.channel;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Variable;

/** Finds the channel that a run goes by. */
public final class ChannelRegistry {

  private final Channel none;
  private final Map<String, Channel> named;

  /**
   * @param none what holds for runs without a channel
   * @param named the channels by their names
   */
  public ChannelRegistry(Channel none, Map<String, Channel> named) {
    this.none = none;
    this.named = new TreeMap<>(named);
  }

  /** Returns the channel of a run of the ledger. */
  public Channel of(@Variable("run") Map<String, Object> run) {
    return named((String) run.get("channel"));
  }

  /**
   * Returns the channel of a name, or what holds without one where the name is null.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public Channel named(String name) {
    if (name != null && !named.containsKey(name)) {
      throw new IllegalArgumentException(
          "the channel \"" + name + "\" is not in the settings of this node");
    }
    return name == null ? none : named.get(name);
  }

  /** Returns how long a run waits for LeanIX. */
  public PollingPolicy patience(Map<String, Object> run) {
    return of(run).patience();
  }

  /** Returns the folder for the results of a run, or null. */
  public Path outbox(Map<String, Object> run) {
    return of(run).outbox();
  }

  /** Tells whether a channel is in the settings; without a name, there is always one. */
  public boolean has(String name) {
    return name == null || named.containsKey(name);
  }

  /** Returns the names of all channels, in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(named.keySet());
  }

  /** Says which channels there are, for somebody who names another. */
  public String describe() {
    return named.isEmpty()
        ? "There are no channels (leanix.channel.NAME…)"
        : "The channels are " + String.join(", ", named.keySet());
  }
}
