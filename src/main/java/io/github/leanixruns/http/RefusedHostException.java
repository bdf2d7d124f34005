package io.github.leanixruns.http;

import java.net.UnknownHostException;

/** Reports a storage address of an answer of LeanIX that is not used. */
public final class RefusedHostException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  public RefusedHostException(String message) {
    super(message);
  }
}
