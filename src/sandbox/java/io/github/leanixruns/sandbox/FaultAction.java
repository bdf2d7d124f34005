package io.github.leanixruns.sandbox;

import java.io.IOException;

/** Decides whether and when a call is executed, and what the answer is. */
@FunctionalInterface
interface FaultAction {
  HttpReply apply(HttpCall call, CallOperation work, Fault fault)
      throws IOException, InterruptedException;
}
