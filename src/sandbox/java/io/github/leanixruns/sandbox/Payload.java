package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the body of an answer; can be called more than once. */
@FunctionalInterface
interface Payload {
  void writeTo(OutputStream out) throws IOException;
}
