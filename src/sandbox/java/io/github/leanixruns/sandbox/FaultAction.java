package io.github.leanixruns.sandbox;

import java.io.IOException;

/** Decides when, and whether, the work of a call is done, and what is answered. */
@FunctionalInterface
interface FaultAction {
  HttpReply apply(HttpCall call, Work work, Fault fault) throws IOException, InterruptedException;
}
