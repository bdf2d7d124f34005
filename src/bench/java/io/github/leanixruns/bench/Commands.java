package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs other programs. */
final class Commands {

  private Commands() {}

  /** Runs a program and returns its output. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }
}
