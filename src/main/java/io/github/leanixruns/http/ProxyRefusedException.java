package io.github.leanixruns.http;

import java.io.IOException;

/** Says that the proxy does not let requests through; LeanIX has not seen them. */
public final class ProxyRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  public ProxyRefusedException(String message) {
    super(message);
  }
}
