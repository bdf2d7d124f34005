package io.github.leanixruns.run;

import java.util.Set;

/**
 * How a run ends if it is not delivered.
 *
 * @param stage {@link #FAILED}, {@link #STOPPED} or {@link #REJECTED}
 * @param status the last status that LeanIX reported, or null
 * @param reason what happened, for the receipt
 * @param advice what to do about it
 */
public record Ending(String stage, String status, String reason, String advice) {

  /** LeanIX refused or failed the run, or it took too long. */
  static final String FAILED = "FAILED";

  /** The run was stopped in LeanIX. */
  static final String STOPPED = "STOPPED";

  /** The LDIF was not sent to LeanIX. */
  public static final String REJECTED = "REJECTED";

  private static final Set<String> STAGES = Set.of(FAILED, STOPPED, REJECTED);

  /** Tells whether a stage is one of these. */
  public static boolean isStage(String stage) {
    return STAGES.contains(stage);
  }
}
