package io.github.leanixruns.http;

import io.github.leanixruns.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

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
  private final Duration connectionIdleTimeout;
  private final int connectionsPerHost;
  private final Optional<CaCertificates> certificates;
  private final Optional<HttpProxy> proxy;
  private final StorageHosts storageHosts;

  private HttpClients(
      Settings settings, Optional<CaCertificates> certificates, Optional<HttpProxy> proxy) {
    this.connectTimeout = settings.duration("leanix.connect-timeout");
    this.responseTimeout = settings.duration("leanix.response-timeout");
    this.fastResponseTimeout = settings.duration("leanix.fast.response-timeout");
    this.connectionIdleTimeout = settings.duration("leanix.connection-idle-timeout");
    // every step has a connection of its own, or several for a transfer
    this.connectionsPerHost = TransferLimits.of(settings).all() + CONNECTIONS_BESIDE_STEPS;
    this.certificates = certificates;
    this.proxy = proxy;
    this.storageHosts = StorageHosts.of(settings);
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
    TlsSocketStrategy tls =
        new DefaultClientTlsStrategy(
            certificates
                .map(trusted -> trusted.sslContext(context))
                .orElseGet(SSLContexts::createDefault));
    configure(context, "http", tls);
    configure(context, "https", tls);
  }

  /** Sets a property for the routes, whose endpoints take milliseconds. */
  private static void setMillis(CamelContext context, String property, Duration timeout) {
    context
        .getPropertiesComponent()
        .addInitialProperty(property, String.valueOf(timeout.toMillis()));
  }

  private void configure(CamelContext context, String scheme, TlsSocketStrategy tls) {
    HttpComponent http = context.getComponent(scheme, HttpComponent.class);
    http.setCookieManagementDisabled(true);
    http.setConnectTimeout(connectTimeout.toMillis());
    http.setResponseTimeout(responseTimeout.toMillis());
    Optional<HttpProxy> used = proxy.filter(on -> on.isFor(scheme));
    used.ifPresent(on -> on.configure(http));
    ProxyAnswers proxyAnswers = new ProxyAnswers(used.map(HttpProxy::address));
    http.setHttpClientConfigurer(
        client -> {
          client.setConnectionManager(connections(http.getConnectionTimeToLive(), tls));
          configure(client, proxyAnswers);
        });
  }

  private void configure(HttpClientBuilder client, ProxyAnswers proxyAnswers) {
    client.evictIdleConnections(TimeValue.of(connectionIdleTimeout));
    client.setRequestExecutor(new PooledRequestExecutor());
    client.setRetryStrategy(new PooledConnectionRetry(connectionsPerHost));
    client.addExecInterceptorFirst("answer-limits", new AnswerLimits());
    // around the interceptor that authenticates, so that it sees only final refusals
    client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "proxy-answers", proxyAnswers);
  }

  private HttpClientConnectionManager connections(long timeToLiveMillis, TlsSocketStrategy tls) {
    Timeout readTimeout = Timeout.of(responseTimeout);
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(socket -> PooledConnection.withMaxIdle(connectionIdleTimeout))
        .setTlsSocketStrategy(tls)
        .setDnsResolver(storageHosts.resolver())
        .setMaxConnPerRoute(connectionsPerHost)
        .setMaxConnTotal(CONNECTIONS_TO_OTHER_HOSTS + connectionsPerHost)
        .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(readTimeout).build())
        // PooledConnection decides what is checked
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                // unlimited if it is negative
                .setTimeToLive(timeToLiveMillis, TimeUnit.MILLISECONDS)
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .build();
  }
}
