package io.github.leanixruns.run;

import java.util.Map;

/** Tells in the ledger's rows what it was that was dropped. */
final class Kind {

  private static final String CONFIGURATION = "configuration";

  private Kind() {}

  /** Tells whether a row is that of a processor configuration rather than of a run. */
  static boolean isConfiguration(Map<String, Object> run) {
    return CONFIGURATION.equals(run.get("kind"));
  }
}
