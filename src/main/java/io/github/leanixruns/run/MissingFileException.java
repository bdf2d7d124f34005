package io.github.leanixruns.run;

import java.io.IOException;

/** Thrown if a step needs a file that this node does not have, and another one may have. */
final class MissingFileException extends IOException {

  private static final long serialVersionUID = 1L;

  MissingFileException(String message) {
    super(message);
  }
}
