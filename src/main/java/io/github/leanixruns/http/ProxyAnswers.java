package io.github.leanixruns.http;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Distinguishes the answers of a proxy from LeanIX's: a request that a proxy refuses must not fail
 * a run.
 */
final class ProxyAnswers implements ExecChainHandler {

  private final Optional<URI> proxy;

  /**
   * @param proxy the address of the proxy that is set; there may be another one
   */
  ProxyAnswers(Optional<URI> proxy) {
    this.proxy = proxy;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    int status = response.getCode();
    // without a tunnel, there was no TLS handshake with the server
    boolean noTunnel = scope.route.isTunnelled() && scope.clientContext.getSSLSession() == null;
    if (noTunnel || status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      response.close();
      scope.execRuntime.discardEndpoint();
      throw new ProxyRefusedException(
          proxy
              .map(address -> describe(address, status))
              .orElseGet(() -> describe(scope.route.getTargetHost(), response)));
    }
    return response;
  }

  private static String describe(HttpHost target, ClassicHttpResponse response) {
    Header via = response.getFirstHeader(HttpHeaders.VIA);
    Header challenge = response.getFirstHeader(HttpHeaders.PROXY_AUTHENTICATE);
    return "A proxy before "
        + target
        + " requires credentials (HTTP 407, Via: "
        + text(via)
        + ", Proxy-Authenticate: "
        + text(challenge)
        + "). Set leanix.proxy-url, leanix.proxy-user and leanix.proxy-password.";
  }

  private static String text(Header header) {
    return header == null ? "none" : header.getValue();
  }

  private static String describe(URI proxy, int status) {
    return status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
        ? String.format(
            Locale.ROOT,
            "The proxy %s refuses its credentials (HTTP %d). Check leanix.proxy-user and leanix.proxy-password.",
            proxy,
            status)
        : String.format(
            Locale.ROOT,
            "The proxy %s does not let requests through to LeanIX (HTTP %d). Check leanix.proxy-url and the proxy's rules.",
            proxy,
            status);
  }
}
