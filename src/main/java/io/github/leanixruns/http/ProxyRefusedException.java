package io.github.leanixruns.http;

import java.io.IOException;

/** Reports that the proxy refused a request, which LeanIX has therefore not received. */
public final class ProxyRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  public ProxyRefusedException(String message) {
    super(message);
  }
}
