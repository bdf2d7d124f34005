package io.github.leanixruns.http;

import io.github.leanixruns.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;

/** Sets up Camel's HTTP components: time-outs, whom to trust, and the way through a proxy. */
public final class HttpClients {

  // whoever is a caller of the routes needs one as well
  private static final int CONNECTIONS_BESIDE_STEPS = 20;
  private static final int CONNECTIONS_TO_ALL_HOSTS = 200;

  private final Duration connectTimeout;
  private final Duration responseTimeout;
  private final Duration fastResponseTimeout;
  private final int threads;
  private final Optional<CaCertificates> certificates;
  private final Optional<HttpProxy> proxy;

  private HttpClients(
      Settings settings, Optional<CaCertificates> certificates, Optional<HttpProxy> proxy) {
    this.connectTimeout = settings.duration("leanix.connect-timeout");
    this.responseTimeout = settings.duration("leanix.response-timeout");
    this.fastResponseTimeout = settings.duration("leanix.fast.response-timeout");
    this.threads = settings.number("leanix.run.threads", 1, 1_000);
    this.certificates = certificates;
    this.proxy = proxy;
  }

  /** Reads the settings for a workspace, and the certificates that they name. */
  public static HttpClients of(Settings settings) {
    return new HttpClients(settings, CaCertificates.of(settings), HttpProxy.of(settings));
  }

  /** Reads the settings for the sandbox, which no proxy must come to know of. */
  public static HttpClients ofSandbox(Settings settings) {
    return new HttpClients(settings, Optional.empty(), Optional.empty());
  }

  public void configure(CamelContext context) {
    // the routes need them as numbers
    context
        .getPropertiesComponent()
        .addInitialProperty(
            "leanix.response-timeout-millis", String.valueOf(responseTimeout.toMillis()));
    context
        .getPropertiesComponent()
        .addInitialProperty(
            "leanix.fast.response-timeout-millis", String.valueOf(fastResponseTimeout.toMillis()));
    configure(context.getComponent("http", HttpComponent.class));
    HttpComponent https = context.getComponent("https", HttpComponent.class);
    configure(https);
    certificates.ifPresent(trusted -> https.setSslContextParameters(trusted.forCamel(context)));
  }

  /** A repeated call is the ledger's business: the HTTP client must not repeat any by itself. */
  private void configure(HttpComponent http) {
    http.setAutomaticRetriesDisabled(true);
    http.setCookieManagementDisabled(true);
    // no step waits for the connection of another
    http.setConnectionsPerRoute(threads + CONNECTIONS_BESIDE_STEPS);
    http.setMaxTotalConnections(CONNECTIONS_TO_ALL_HOSTS + threads);
    http.setConnectTimeout(connectTimeout.toMillis());
    http.setResponseTimeout(responseTimeout.toMillis());
    http.setSoTimeout(responseTimeout.toMillis());
    proxy.ifPresent(on -> on.configure(http));
  }
}
