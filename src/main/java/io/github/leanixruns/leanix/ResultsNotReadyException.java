package io.github.leanixruns.leanix;

import java.io.IOException;

/** Thrown if LeanIX has finished a run, and does not have its results yet. */
public final class ResultsNotReadyException extends IOException {

  private static final long serialVersionUID = 1L;

  public ResultsNotReadyException(String runId) {
    super(
        "LeanIX finished the run "
            + runId
            + ", but has no results of it yet. Look up the run in LeanIX. Do not drop the file again");
  }
}
