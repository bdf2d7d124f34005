package io.github.leanixruns.http;

import io.github.leanixruns.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;

/**
 * Configures Camel's HTTP components: time-outs, connections, trusted certificates and the proxy.
 */
public final class HttpClients {

  // for callers other than steps, such as kamelets
  private static final int CONNECTIONS_BESIDE_STEPS = 20;
  private static final int CONNECTIONS_TO_OTHER_HOSTS = 200;

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

  /** Reads the settings for a workspace. */
  public static HttpClients of(Settings settings) {
    return new HttpClients(settings, CaCertificates.of(settings), HttpProxy.of(settings));
  }

  /** Reads the settings for the sandbox, without certificates and proxy. */
  public static HttpClients ofSandbox(Settings settings) {
    return new HttpClients(settings, Optional.empty(), Optional.empty());
  }

  /** Configures the components {@code http} and {@code https}. */
  public void configure(CamelContext context) {
    setMillis(context, "leanix.response-timeout-millis", responseTimeout);
    setMillis(context, "leanix.fast.response-timeout-millis", fastResponseTimeout);
    configure(context, "http");
    HttpComponent https = configure(context, "https");
    certificates.ifPresent(
        trusted -> https.setSslContextParameters(trusted.sslContextParameters(context)));
  }

  /** Sets a property for the routes, whose endpoints take milliseconds. */
  private static void setMillis(CamelContext context, String property, Duration timeout) {
    context
        .getPropertiesComponent()
        .addInitialProperty(property, String.valueOf(timeout.toMillis()));
  }

  private HttpComponent configure(CamelContext context, String scheme) {
    HttpComponent http = context.getComponent(scheme, HttpComponent.class);
    // only steps retry
    http.setAutomaticRetriesDisabled(true);
    http.setCookieManagementDisabled(true);
    // every step has a connection of its own
    http.setConnectionsPerRoute(threads + CONNECTIONS_BESIDE_STEPS);
    http.setMaxTotalConnections(CONNECTIONS_TO_OTHER_HOSTS + threads);
    http.setConnectTimeout(connectTimeout.toMillis());
    http.setResponseTimeout(responseTimeout.toMillis());
    http.setSoTimeout(responseTimeout.toMillis());
    proxy.filter(on -> on.isFor(scheme)).ifPresent(on -> on.configure(http));
    return http;
  }
}
