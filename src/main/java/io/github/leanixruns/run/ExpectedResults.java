package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.leanix.ResultsNotReadyException;
import org.apache.camel.Variable;

/**
 * Decides whether a finished run has results. LeanIX gives the same answer for "none" and for "not
 * yet".
 */
public final class ExpectedResults {

  /** Tells whether LeanIX is asked for the results of a run. */
  public boolean areRequested(
      @Variable("run") RunProgress run, @Variable("channel") Channel channel) {
    return isOutbound(run) || channel.results() != ResultsMode.NONE;
  }

  /**
   * Tells whether a run has results. An outbound run has, but a dry run may have none. A fast run
   * has them in its answer.
   */
  public boolean areExpected(
      @Variable("run") RunProgress run, @Variable("channel") Channel channel) {
    boolean inMode = channel.results() == ResultsMode.EXPECTED;
    return run.runId() != null && (inMode || isOutbound(run) && !run.test());
  }

  /** Makes the step wait for the results. */
  public void await(@Variable("run") RunProgress run) throws ResultsNotReadyException {
    throw new ResultsNotReadyException(run.runId());
  }

  private static boolean isOutbound(RunProgress run) {
    return "outbound".equalsIgnoreCase(run.processingDirection());
  }
}
