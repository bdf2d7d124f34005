package io.github.leanixruns.hub;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this node in a shared ledger. */
final class NodeName {

  private NodeName() {}

  /** Returns {@code leanix.node}, or the host name. */
  static String of(Settings settings) {
    String node = settings.text("leanix.node");
    return node.isEmpty() ? hostName() : node;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new SettingsException(
          "The name of this host is unknown. Set leanix.node to a name of this node.", e);
    }
  }
}
