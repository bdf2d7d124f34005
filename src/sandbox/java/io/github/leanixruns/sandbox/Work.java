package io.github.leanixruns.sandbox;

import java.io.IOException;

/** Does what a call asks for. */
@FunctionalInterface
interface Work {
  HttpReply run() throws IOException;
}
