package io.github.leanixruns.sandbox;

import java.io.IOException;

/** Ends a call without an answer. */
final class CutOff extends IOException {
  private static final long serialVersionUID = 1L;
}
