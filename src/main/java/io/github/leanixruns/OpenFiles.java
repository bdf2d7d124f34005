package io.github.leanixruns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks how many files this process may open. On systems without {@code /proc} it is unknown. */
final class OpenFiles {

  static final String TOO_FEW =
      "leanix-runs cannot start: this process may open only a few files (ulimit -n), and needs at least 256. Raise the limit, for example with ulimit -n 1024.";

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d{1,9})\\s");

  /** The libraries alone are more than a hundred files. */
  private static final int ENOUGH = 256;

  private OpenFiles() {}

  static boolean areTooFew() throws IOException {
    Matcher limit = LIMIT.matcher(Files.isReadable(LIMITS) ? Files.readString(LIMITS) : "");
    return limit.find() && Integer.parseInt(limit.group(1)) < ENOUGH;
  }
}
