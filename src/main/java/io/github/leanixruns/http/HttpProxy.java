package io.github.leanixruns.http;

import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.ChainElement;

/** The HTTP proxy of {@code leanix.proxy-url}, which all requests use. */
final class HttpProxy {

  private static final String SETTING = "leanix.proxy-url";

  private final URI address;
  private final String user;
  private final String password;

  private HttpProxy(URI address, String user, String password) {
    this.address = address;
    this.user = user;
    this.password = password;
  }

  static Optional<HttpProxy> of(Settings settings) {
    String user = settings.text("leanix.proxy-user");
    String password = settings.text("leanix.proxy-password");
    if (user.isEmpty() != password.isEmpty()) {
      throw new SettingsException(
          "leanix.proxy-user and leanix.proxy-password must both be set, or neither.");
    }
    if (settings.has(SETTING)) {
      Secrets.hideCredentials(user, password);
      return Optional.of(new HttpProxy(address(settings.text(SETTING)), user, password));
    }
    if (!user.isEmpty()) {
      throw new SettingsException("leanix.proxy-user is set, but leanix.proxy-url is not.");
    }
    return Optional.empty();
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      if (uri.getRawUserInfo() != null) {
        throw new SettingsException(
            "leanix.proxy-url must not contain a user name or password: set leanix.proxy-user and leanix.proxy-password.");
      }
      if ("http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() > 0
          && uri.toString().equals("http://" + uri.getRawAuthority())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static SettingsException refused(String text, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "leanix.proxy-url is \"%s\", but must be the proxy's address with its port, e.g. http://proxy.acme:3128.",
            Secrets.withoutUserInfo(text)),
        cause);
  }

  void configure(HttpComponent http) {
    http.setProxyHost(address.getHost());
    http.setProxyPort(address.getPort());
    // otherwise, Camel connects to the proxy with TLS if the server uses TLS
    http.setProxyAuthScheme("http");
    if (!user.isEmpty()) {
      http.setProxyAuthUsername(user);
      http.setProxyAuthPassword(password);
    }
    // around the interceptor that authenticates, so that it sees only final refusals
    http.setHttpClientConfigurer(
        client ->
            client.addExecInterceptorBefore(
                ChainElement.PROTOCOL.name(), "proxy-answers", new ProxyAnswers(address)));
  }
}
