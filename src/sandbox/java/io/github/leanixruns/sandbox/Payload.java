package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a body of an answer, as often as asked. */
@FunctionalInterface
interface Payload {
  void writeTo(OutputStream out) throws IOException;
}
