package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs other programs to their end. */
final class Commands {

  private Commands() {}

  /** Returns what a program says; it must end well. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }
}
