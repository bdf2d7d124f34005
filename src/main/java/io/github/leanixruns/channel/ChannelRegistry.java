package io.github.leanixruns.channel;

import io.github.leanixruns.settings.SettingsException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** Returns the settings of runs without a channel, and all channels. */
  public List<Channel> all() {
    return Stream.concat(Stream.of(main), named.values().stream()).toList();
  }

  /** Tells whether a channel is in the settings; true if the name is null. */
  public boolean has(String name) {
    return name == null || named.containsKey(name);
  }

  /**
   * Requires the channels of the ledger's open runs: a run whose channel is missing would continue
   * in another workspace.
   */
  public void require(List<String> open) {
    for (String name : open) {
      if (!has(name)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "The ledger has open runs of the channel \"%s\", which is not in the settings. Restore the settings leanix.channel.%s… until these runs have ended. %s.",
                name,
                name,
                describe()));
      }
    }
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
