package io.github.leanixruns.http;

import java.io.IOException;

/** Reports that a pooled connection was closed before an answer to the request began. */
final class PooledConnectionClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  PooledConnectionClosedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
