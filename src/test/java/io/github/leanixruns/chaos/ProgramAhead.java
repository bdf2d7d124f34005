package io.github.leanixruns.chaos;

import io.github.leanixruns.LeanixRuns;
import java.time.Clock;
import java.time.Duration;

/** The program on a machine whose clock is five minutes ahead. */
public final class ProgramAhead {

  private ProgramAhead() {}

  public static void main(String... arguments) throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
    try {
      System.exit(LeanixRuns.create(ahead).run(new String[0]));
    } catch (Exception e) {
      System.exit(Cluster.CANNOT_START);
    }
  }
}
