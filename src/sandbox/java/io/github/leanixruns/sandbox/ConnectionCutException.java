package io.github.leanixruns.sandbox;

import java.io.IOException;

/** Closes the connection of a call without an answer. */
final class ConnectionCutException extends IOException {
  private static final long serialVersionUID = 1L;
}
