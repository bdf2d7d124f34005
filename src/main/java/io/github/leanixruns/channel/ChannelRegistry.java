package io.github.leanixruns.channel;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds channels by their names. */
public final class ChannelRegistry {

  private final Channel main;
  private final Map<String, Channel> named;

  /**
   * @param main the settings of runs without a channel
   * @param named the channels by their names
   */
  public ChannelRegistry(Channel main, Map<String, Channel> named) {
    this.main = main;
    this.named = new TreeMap<>(named);
  }

  /**
   * Returns the channel with a name, or the settings of runs without a channel if the name is null.
   *
   * @throws IllegalArgumentException if there is no such channel
   */
  public Channel named(String name) {
    if (name != null && !named.containsKey(name)) {
      throw new IllegalArgumentException(
          "the channel \"" + name + "\" is not in the settings of this node");
    }
    return name == null ? main : named.get(name);
  }

  /** Tells whether a channel is in the settings; true if the name is null. */
  public boolean has(String name) {
    return name == null || named.containsKey(name);
  }

  /** Returns the names of all channels, in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(named.keySet());
  }

  /** Lists the channels, for a message about one that does not exist. */
  public String describe() {
    return named.isEmpty()
        ? "There are no channels (leanix.channel.NAME…)"
        : "The channels are " + String.join(", ", named.keySet());
  }
}
