package io.github.leanixruns.http;

import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP proxy of {@code leanix.proxy-url}, which all requests use; without it, that of the
 * environment variable {@code HTTPS_PROXY}, which encrypted requests use except to the hosts of
 * {@code NO_PROXY}.
 */
final class HttpProxy {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final String SETTING = "leanix.proxy-url";
  private static final Pattern IN_ENVIRONMENT =
      Pattern.compile("(?:http://)?(?:([^:@/]*):([^@/]*)@)?([^@]+)");

  private final URI address;
  private final String user;
  private final String password;
  private final String noProxyHosts;
  private final boolean onlyEncrypted;

  private HttpProxy(
      URI address, String user, String password, String noProxyHosts, boolean onlyEncrypted) {
    this.address = address;
    this.user = user;
    this.password = password;
    this.noProxyHosts = noProxyHosts;
    this.onlyEncrypted = onlyEncrypted;
    Secrets.hideCredentials(user, password);
  }

  static Optional<HttpProxy> of(Settings settings) {
    return of(settings, System.getenv());
  }

  static Optional<HttpProxy> of(Settings settings, Map<String, String> environment) {
    String user = settings.text("leanix.proxy-user");
    String password = settings.text("leanix.proxy-password");
    if (user.isEmpty() != password.isEmpty()) {
      throw new SettingsException(
          "leanix.proxy-user and leanix.proxy-password must both be set, or neither.");
    }
    if (settings.has(SETTING)) {
      URI address = address(SETTING, settings.text(SETTING));
      return Optional.of(new HttpProxy(address, user, password, null, false));
    }
    if (!user.isEmpty()) {
      throw new SettingsException("leanix.proxy-user is set, but leanix.proxy-url is not.");
    }
    return variable(environment, "HTTPS_PROXY").map(value -> ofEnvironment(value, environment));
  }

  private static HttpProxy ofEnvironment(String value, Map<String, String> environment) {
    Matcher parts = IN_ENVIRONMENT.matcher(value);
    if (!parts.matches()) {
      throw refused("HTTPS_PROXY", value, null);
    }
    URI address = address("HTTPS_PROXY", "http://" + parts.group(3));
    String noProxy = variable(environment, "NO_PROXY").orElse("");
    LOG.info(
        "Proxy: {} (environment variable HTTPS_PROXY), except for {}",
        address,
        noProxy.isEmpty() ? "no host" : noProxy);
    return new HttpProxy(
        address, decoded(parts.group(1)), decoded(parts.group(2)), patterns(noProxy), true);
  }

  /** As everywhere, the name may be in lower case too. */
  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT), name)
        .map(spelling -> environment.getOrDefault(spelling, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static String decoded(String text) {
    return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns Camel's patterns for a host, or a domain with its subdomains. */
  private static String patterns(String noProxy) {
    return Stream.of(noProxy.split("[,\\s]+"))
        .map(host -> host.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
        .filter(host -> !host.isEmpty())
        .flatMap(host -> Stream.of(host, "*." + host))
        .collect(Collectors.joining(","));
  }

  private static URI address(String setting, String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      if (uri.getRawUserInfo() != null) {
        throw new SettingsException(
            setting
                + " must not contain a user name or password: set leanix.proxy-user and leanix.proxy-password.");
      }
      if ("http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() > 0
          && uri.toString().equals("http://" + uri.getRawAuthority())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw refused(setting, text, e);
    }
    throw refused(setting, text, null);
  }

  private static SettingsException refused(String setting, String text, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "%s is \"%s\", but must be the proxy's address with its port, e.g. http://proxy.acme:3128.",
            setting,
            Secrets.withoutUserInfo(text)),
        cause);
  }

  /** Tells whether requests with a scheme use the proxy. */
  boolean isFor(String scheme) {
    return !onlyEncrypted || scheme.equals("https");
  }

  URI address() {
    return address;
  }

  void configure(HttpComponent http) {
    http.setNonProxyHosts(noProxyHosts);
    http.setProxyHost(address.getHost());
    http.setProxyPort(address.getPort());
    // otherwise, Camel connects to the proxy with TLS if the server uses TLS
    http.setProxyAuthScheme("http");
    if (!user.isEmpty()) {
      http.setProxyAuthUsername(user);
      http.setProxyAuthPassword(password);
    }
  }
}
