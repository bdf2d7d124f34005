package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.leanix.AnswerOrigin;
import io.github.leanixruns.leanix.ErrorMessages;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Gives the reason and the advice for each way in which a run can fail. */
final class Endings {

  private static final String MOVE_BACK =
      "To run the file again, move it from the failed folder back into the inbox.";
  private static final String MOVE_CONFIGURATION_BACK =
      "To send the file again, move it from the failed folder back into the processors folder.";

  // from the stage CREATED on: the start may have reached LeanIX although the ledger does not say
  // so
  private static final String MAY_HAVE_RUN =
      "LeanIX may already have executed %s, completely or in part: look it up there before you run the file again. ";

  private Endings() {}

  static Ending refused(RunProgress run, HttpOperationFailedException answer) {
    return new Ending(
        Ending.FAILED,
        run.status(),
        String.format(
            Locale.ROOT,
            "LeanIX refused to %s: %s.",
            refusedRequest(run, answer),
            ErrorMessages.of(answer)),
        whatToCorrect(answer) + moveBack(run));
  }

  private static String whatToCorrect(HttpOperationFailedException answer) {
    return AnswerOrigin.isAboutStorage(answer)
        ? "This workspace may have no storage for large LDIFs: set leanix.upload.storage=false. "
        : "Correct what LeanIX names. ";
  }

  private static String refusedRequest(RunProgress run, HttpOperationFailedException answer) {
    if (run.isConfiguration()) {
      return "store the processor configuration";
    }
    if ("RECEIVED".equals(run.stage())) {
      return "create the run";
    }
    if (run.runId() == null) {
      return "execute the fast run";
    }
    return answer.getUri().contains("/start?") ? "start the run" : "return the run's status";
  }

  static Ending endedByLeanix(RunProgress run, String status) {
    return Ending.STOPPED.equals(status)
        ? new Ending(
            Ending.STOPPED,
            status,
            "The run was stopped in LeanIX.",
            "Find out in LeanIX who stopped it and why. " + moveBack(run))
        : new Ending(
            Ending.FAILED,
            status,
            "The run failed in LeanIX. See the warnings and statistics for details.",
            "Correct the LDIF or the processor configuration of its connector. " + moveBack(run));
  }

  static Ending unclear(RunProgress run, String why) {
    return new Ending(
        Ending.FAILED,
        null,
        String.format(
            Locale.ROOT,
            "It is not known whether LeanIX executed the run: %s. LeanIX reports no status for fast runs.",
            why),
        "Check in LeanIX whether the changes were made. " + moveBack(run));
  }

  static Ending timedOut(RunProgress run, PollingPolicy policy, String status) {
    return new Ending(
        Ending.FAILED,
        status,
        String.format(
            Locale.ROOT,
            "The run did not finish within %s of its start (leanix.run.timeout). Last status: %s.",
            describe(policy.timeout()),
            status),
        "The run may still be in progress. " + moveBack(run));
  }

  /** LeanIX has executed the run, so it has not failed. */
  static Ending withoutResults(RunProgress run, PollingPolicy policy) {
    return new Ending(
        run.stage(),
        run.status(),
        "LeanIX finished the run, but returned no results within "
            + describe(policy.timeout())
            + " (leanix.run.timeout).",
        "Look up run "
            + run.runId()
            + " in LeanIX, which has executed it. If it cannot have results, set leanix.results.");
  }

  static Ending unreachable(RunProgress run, PollingPolicy policy, String lastFailure) {
    return new Ending(
        Ending.FAILED,
        run.status(),
        String.format(
            Locale.ROOT,
            "LeanIX gave no usable answer for more than %s (leanix.run.timeout). Last failure: %s.",
            describe(policy.timeout()),
            lastFailure),
        "Check whether LeanIX is reachable from this host. " + moveBack(run));
  }

  /** Only the LDIF of a run that was not created can be missing. */
  static Ending missing(PollingPolicy policy, String failure) {
    return new Ending(
        Ending.FAILED,
        null,
        String.format(
            Locale.ROOT,
            "The run could not be created for more than %s (leanix.run.timeout): %s.",
            describe(policy.timeout()),
            failure),
        "LeanIX has not executed the run. Send the LDIF again.");
  }

  static Ending shrunk(Run run, Channel channel, long lastCount, String nameToConfirm) {
    return new Ending(
        Ending.REJECTED,
        null,
        String.format(
            Locale.ROOT,
            "The LDIF is a full load of %d elements. The last full load of its connector had %d, and leanix.full.shrink-max is %d%%. LeanIX can archive what a full load does not contain. Nothing was sent to LeanIX.",
            run.elementCount(),
            lastCount,
            channel.fullShrinkMaxPercent()),
        Channel.toFolder(
            "Check whether the export is complete. To send the LDIF as it is, rename it to \""
                + nameToConfirm
                + "\" and move it from the failed folder back into the inbox.",
            run.channel()));
  }

  private static String moveBack(RunProgress run) {
    String advice = run.isConfiguration() ? MOVE_CONFIGURATION_BACK : mayHaveRun(run) + MOVE_BACK;
    return Channel.toFolder(advice, run.channel());
  }

  private static String mayHaveRun(RunProgress run) {
    if ("RECEIVED".equals(run.stage())) {
      return "";
    }
    return String.format(
        Locale.ROOT, MAY_HAVE_RUN, run.runId() == null ? "the fast run" : "run " + run.runId());
  }

  private static String describe(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
