package io.github.leanixruns.hub;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Optional;

/** Checks the address of health and metrics, because Camel would start without them. */
final class ObserveAddress {

  private ObserveAddress() {}

  /**
   * Returns the address of the health endpoint, or nothing if it is disabled.
   *
   * @throws SettingsException if the port cannot be bound
   */
  static Optional<String> of(Settings settings) {
    if (!settings.flag("leanix.observe.enabled")) {
      return Optional.empty();
    }
    String host = settings.text("leanix.observe.host");
    int port = settings.number("leanix.observe.port", 0, 65_535);
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "http://%s:%s/observe/health",
              host,
              port == 0 ? "(any)" : probe.getLocalPort()));
    } catch (IOException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "Health and metrics cannot be served on %s port %d: %s. Set leanix.observe.port to a free port (0 takes any), or set leanix.observe.enabled=false.",
              host,
              port,
              e.getMessage()),
          e);
    }
  }
}
