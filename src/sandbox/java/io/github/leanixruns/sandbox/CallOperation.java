package io.github.leanixruns.sandbox;

import java.io.IOException;

/** Executes a call. */
@FunctionalInterface
interface CallOperation {
  HttpReply run() throws IOException;
}
