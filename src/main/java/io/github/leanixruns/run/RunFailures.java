package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.leanix.ErrorMessages;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Decides what a run that does not end well is called, and says why in words. */
public final class RunFailures {

  private static final String MOVE_BACK =
      "To run the file again, move it from the failed folder back into the inbox.";
  private static final String MOVE_CONFIGURATION_BACK =
      "To send the file again, move it from the failed folder back into the processors folder.";

  private final Function<Map<String, Object>, PollingPolicy> patience;

  /**
   * @param patience how long a run waits, which the words name
   */
  public RunFailures(Function<Map<String, Object>, PollingPolicy> patience) {
    this.patience = patience;
  }

  /** Ends a run that LeanIX will never accept. */
  public Ending refused(
      @Variable("run") Map<String, Object> run,
      @ExchangeException HttpOperationFailedException answer) {
    return new Ending(
        "FAILED",
        (String) run.get("status"),
        "LeanIX refused to %s: %s.".formatted(whatWasTried(run), ErrorMessages.of(answer)),
        "Correct what LeanIX names. " + moveBack(run));
  }

  private static String moveBack(Map<String, Object> run) {
    return Channel.toFolder(
        Kind.isConfiguration(run) ? MOVE_CONFIGURATION_BACK : MOVE_BACK,
        (String) run.get("channel"));
  }

  private static String whatWasTried(Map<String, Object> run) {
    if (Kind.isConfiguration(run)) {
      return "take the processor configuration";
    }
    if (run.get("run_id") == null && "STARTED".equals(run.get("stage"))) {
      return "run it";
    }
    return switch ((String) run.get("stage")) {
      case "RECEIVED" -> "create the run";
      case "CREATED" -> "start the run";
      case "STARTED" -> "tell the status of the run";
      default -> "hand out what came of the run";
    };
  }

  /** Ends a run that LeanIX ended with the status FAILED or STOPPED. */
  public Ending endedByLeanix(
      @Variable("run") Map<String, Object> run, @Variable("status") String status) {
    boolean stopped = "STOPPED".equals(status);
    return new Ending(
        stopped ? "STOPPED" : "FAILED",
        status,
        stopped
            ? "The run was stopped in LeanIX."
            : "The run failed in LeanIX; see the warnings and statistics for what it says.",
        (stopped
                ? "Find out in LeanIX who stopped it and why. "
                : "Correct the LDIF or the processor configuration of its connector. ")
            + moveBack(run));
  }

  /** Ends a fast run that the program died over. */
  public Ending diedDuringFastRun(@Variable("run") Map<String, Object> run) {
    return unclear(run, "the program ended before the answer was there");
  }

  /** Ends a fast run whose answer did not come. */
  public Ending fastRunCutOff(
      @Variable("run") Map<String, Object> run, @ExchangeException Exception failure) {
    return unclear(run, words(failure));
  }

  /** Ends a fast run to which something else than LeanIX may have answered. */
  public Ending fastRunUnreadable(@Variable("run") Map<String, Object> run) {
    return unclear(run, "the answer is none of LeanIX's");
  }

  private static Ending unclear(Map<String, Object> run, String why) {
    return new Ending(
        "FAILED",
        null,
        "It is not known whether LeanIX ran it: %s. LeanIX cannot be asked for fast runs."
            .formatted(why),
        "Look in LeanIX whether its changes are there. " + moveBack(run));
  }

  /** Ends a run that took too long in LeanIX. */
  public Ending timedOut(
      @Variable("run") Map<String, Object> run, @Variable("status") String status) {
    return new Ending(
        "FAILED",
        status,
        "The run was not finished %s after its start (leanix.run.timeout); LeanIX said last: %s."
            .formatted(describe(patience.apply(run).timeout()), status),
        "Look the run up in LeanIX: it may still be going on there. " + moveBack(run));
  }

  /** Ends a run for which LeanIX was out of reach too long. */
  public Ending outOfReach(@Variable("run") Map<String, Object> run) {
    return new Ending(
        "FAILED",
        (String) run.get("status"),
        "LeanIX gave no usable answer for longer than %s (leanix.run.timeout); the last failure: %s."
            .formatted(describe(patience.apply(run).timeout()), run.get("failure")),
        "Find out whether LeanIX can be reached from here. " + moveBack(run));
  }

  /**
   * Says how far a run is, with its run id once it has one, so that a search for either finds it.
   */
  public String soFar(@Variable("run") Map<String, Object> run) {
    String runId = run.get("run_id") == null ? "" : ": run " + run.get("run_id");
    return run.get("stage") + runId;
  }

  /**
   * Says what kind of trouble keeps a run from going on. It takes the failure as a whole, because
   * its cause alone may look like trouble with LeanIX.
   */
  public String cause(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return FailureKind.of(failure).label();
  }

  /** Says why a call had no usable answer. */
  public String words(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    String words = ErrorMessages.of(failure);
    return switch (FailureKind.of(failure)) {
      case DISK -> disk(failure) + ": " + words;
      case HOOK -> failure.getMessage() + ": " + words;
      case QUEUE ->
          "The broker does not take a message: " + words + ". Is a queue full or missing?";
      default -> words;
    };
  }

  private static String disk(Exception failure) {
    boolean saysWhat = failure instanceof GenericFileOperationFailedException;
    return saysWhat ? failure.getMessage() : "The disk does not play along";
  }

  private static String describe(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
