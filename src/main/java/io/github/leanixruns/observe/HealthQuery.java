package io.github.leanixruns.observe;

import io.github.leanixruns.settings.Environment;
import io.github.leanixruns.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Asks the leanix-runs of this machine for its health, for container engines and scripts.
 *
 * @param up whether the answer is that it is UP
 * @param message the answer, or the reason for its absence
 */
public record HealthQuery(boolean up, String message) {

  private static final int TIMEOUT_MILLIS = 5_000;

  /**
   * Asks with the settings that the running process has too.
   *
   * @param settings the values of the settings files
   * @param path below {@code /observe/health}, for example {@code /live}, or empty
   */
  public static HealthQuery ask(Properties settings, String path) throws IOException {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      PropertiesComponent properties = context.getPropertiesComponent();
      properties.setInitialProperties(settings);
      properties.addPropertiesSource(new Environment());
      return ask(Settings.of(context), path);
    }
  }

  private static HealthQuery ask(Settings settings, String path) throws IOException {
    int port = settings.number("leanix.observe.port", 0, 65_535);
    if (!settings.flag("leanix.observe.enabled") || port == 0) {
      return new HealthQuery(
          false,
          "Health is not available: leanix.observe.enabled is false, or leanix.observe.port is 0."
              + " Set them to true and to a port.");
    }
    InetAddress host = InetAddress.getByName(settings.text("leanix.observe.host"));
    String address =
        String.format(
            Locale.ROOT,
            "http://%s:%d/observe/health%s",
            bracketed(host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host),
            port,
            path);
    try {
      return ask(URI.create(address));
    } catch (IOException e) {
      return new HealthQuery(
          false, String.format(Locale.ROOT, "%s does not answer: %s", address, e.getMessage()));
    }
  }

  private static HealthQuery ask(URI address) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    try (InputStream in = up ? connection.getInputStream() : connection.getErrorStream()) {
      String answer = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new HealthQuery(up, answer);
    }
  }

  private static String bracketed(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
