package io.github.leanixruns.http;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Distinguishes the proxy's answers from LeanIX's: a request that the proxy refuses must not fail a
 * run.
 */
final class ProxyAnswers implements ExecChainHandler {

  private final URI proxy;

  ProxyAnswers(URI proxy) {
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
      throw new ProxyRefusedException(describe(status));
    }
    return response;
  }

  private String describe(int status) {
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
