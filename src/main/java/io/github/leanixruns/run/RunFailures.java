package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.leanix.AnswerOrigin;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.leanix.RateLimitedException;
import io.github.leanixruns.run.FailureDecision.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Decides what a failed step means for its run; the hub and the kamelet both ask here. */
public final class RunFailures {

  private final FastRuns fastRuns;
  private final Delays delays;

  /**
   * @param fastRuns tells whether fast runs were sent, or null without fast runs
   */
  public RunFailures(FastRuns fastRuns, Delays delays) {
    this.fastRuns = fastRuns;
    this.delays = delays;
  }

  /**
   * Tells whether {@link #decide} has an answer other than to rethrow the exception. What fails
   * while the program stops is repeated at the next start, unless it is an answer.
   */
  public boolean isDecidable(
      @Variable("run") Run run,
      @Variable("channel") Channel channel,
      @Variable("bearer") String bearer,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      CamelContext context) {
    return (context.isRunAllowed() || failure instanceof HttpOperationFailedException)
        && !decision(run, channel, bearer, failure).isRethrow();
  }

  /**
   * Decides for a run of the ledger.
   *
   * @param run null if another node was faster
   * @param bearer the access token that the request was sent with, or null if there was none
   */
  public FailureDecision decide(
      @Variable("run") Run run,
      @Variable("channel") Channel channel,
      @Variable("bearer") String bearer,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    FailureDecision decision = decision(run, channel, bearer, failure);
    // only for the failure that is logged, so that a run that fails alone is not reported each time
    if (decision.isFailure()
        && decision.kind().isOutage()
        && run.failingSince() == null
        && !run.isClosed()) {
      channel.workspace().outage().began();
    }
    return decision;
  }

  private FailureDecision decision(Run run, Channel channel, String bearer, Exception failure) {
    if (run == null || channel == null) {
      return FailureDecision.toRethrow(FailureKind.of(failure), describe(failure));
    }
    FailureKind kind = FailureKind.of(failure);
    if (run.isClosed() && !isRethrown(kind)) {
      return FailureDecision.toRepeat(
          Action.RETRY, kind, describe(failure), Duration.ZERO, false, delays.now());
    }
    boolean unanswered = fastRuns.isUnanswered(run);
    return unanswered && !fastRuns.isSurelyNotRun(failure, bearer)
        ? endFastRun(run, failure)
        : decideAnswered(run, channel.pollingPolicy(), failure, unanswered);
  }

  /** Decides for a run without a row in the ledger. */
  public FailureDecision decideWithoutLedger(
      RunProgress run, PollingPolicy policy, Exception failure) {
    return decideAnswered(run, policy, failure, false);
  }

  /**
   * @param restart whether a fast run was sent, and LeanIX did not execute it
   */
  private FailureDecision decideAnswered(
      RunProgress run, PollingPolicy policy, Exception failure, boolean restart) {
    Instant at = delays.now();
    FailureKind kind = FailureKind.of(failure);
    String description = describe(run, kind, failure);
    if (isRethrown(kind)) {
      return FailureDecision.toRethrow(kind, description);
    }
    if (kind == FailureKind.API_TOKEN) {
      return FailureDecision.toRepeat(
          Action.WAIT_FOR_TOKEN, kind, description, delays.untilTokenRetry(policy), restart, at);
    }
    if (failure instanceof RateLimitedException) {
      return FailureDecision.toRepeat(
          Action.PAUSE, kind, description, delays.untilRetry(run, policy, failure), restart, at);
    }
    if (kind == FailureKind.REFUSED && !run.isFinished() && !run.isOver()) {
      return FailureDecision.toEnd(
          kind, description, Endings.refused(run, (HttpOperationFailedException) failure));
    }
    if (delays.isGivenUp(run, policy, kind)) {
      return FailureDecision.toGiveUp(
          kind,
          description,
          kind == FailureKind.MISSING_FILE
              ? Endings.missing(policy, description)
              : Endings.unreachable(run, policy, description));
    }
    return FailureDecision.toRepeat(
        Action.RETRY, kind, description, delays.untilRetry(run, policy, failure), restart, at);
  }

  /** Tells whether a failure has no other cause than an error of the program. */
  public static boolean isOfProgram(Exception failure) {
    return FailureKind.of(failure) == FailureKind.PROGRAM;
  }

  private static boolean isRethrown(FailureKind kind) {
    return kind == FailureKind.LEDGER || kind == FailureKind.PROGRAM;
  }

  /** A fast run that LeanIX may have executed is never sent again. */
  private FailureDecision endFastRun(Run run, Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    String description = describe(failure);
    return FailureDecision.toEnd(
        kind,
        description,
        kind == FailureKind.REFUSED
            ? Endings.refused(run, (HttpOperationFailedException) failure)
            : Endings.unclear(run, description));
  }

  /** Describes a failure in one sentence, without a stack trace or a secret. */
  public String describe(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    String message = ErrorMessages.of(failure);
    return switch (FailureKind.of(failure)) {
      case DISK -> disk(failure) + ": " + message + diskAdvice(failure);
      case HOOK -> failure.getMessage() + ": " + message;
      case QUEUE ->
          "The broker did not accept a message: "
              + message
              + ". Check whether the queue exists and has space";
      case UNKNOWN_HOST ->
          "The name of the host cannot be resolved ("
              + message
              + "). Check leanix.base-url, the proxy, and the name server of this machine";
      case INTERMEDIARY -> intermediary((HttpOperationFailedException) failure);
      default -> message;
    };
  }

  private static String intermediary(HttpOperationFailedException answer) {
    String description = AnswerOrigin.describeIntermediary(answer);
    return AnswerOrigin.isAboutStorage(answer)
        ? description + ". If this workspace has no storage, set leanix.upload.storage=false"
        : description;
  }

  /** LeanIX has a finished run. Sending its LDIF again would repeat its changes. */
  private String describe(RunProgress run, FailureKind kind, Exception failure) {
    String description = describe(failure);
    if (kind == FailureKind.HOOK) {
      return description + ". Correct your route; the run waits for it";
    }
    return kind == FailureKind.REFUSED && run.isFinished()
        ? String.format(
            Locale.ROOT,
            "LeanIX finished the run %s, but refuses to return its results: %s. Check in LeanIX whether the run still exists, and the permissions of the technical user. Do not drop the file again",
            run.runId(),
            description)
        : description;
  }

  /** The file system's own exceptions are described with advice. */
  private static String diskAdvice(Exception failure) {
    return FailureKind.chain(failure).anyMatch(it -> FileErrors.describe(it).isPresent())
        ? ""
        : ". Check the folder and its disk";
  }

  private static String disk(Exception failure) {
    return failure instanceof GenericFileOperationFailedException && failure.getCause() != null
        ? failure.getMessage()
        : "Disk error";
  }

  /** Decides for a status: the run ends if it failed, was stopped or takes too long; else null. */
  public FailureDecision decideStatus(
      @Variable("run") Run run,
      @Variable("channel") Channel channel,
      @Variable("status") String status) {
    if ("FAILED".equals(status) || "STOPPED".equals(status)) {
      return end(Endings.endedByLeanix(run, status));
    }
    return !"FINISHED".equals(status) && delays.hasTimedOut(run, channel)
        ? end(Endings.timedOut(run, channel.pollingPolicy(), status))
        : null;
  }

  /** Delivers a run without the results that LeanIX does not return. */
  public FailureDecision withoutResults(
      @Variable("run") Run run, @Variable("channel") Channel channel) {
    return end(Endings.withoutResults(run, channel.pollingPolicy()));
  }

  /** Ends a fast run whose answer was lost because the program stopped. */
  public FailureDecision fastRunInterrupted(@Variable("run") Run run) {
    return end(Endings.unclear(run, "the program stopped before LeanIX answered"));
  }

  /**
   * Ends a fast run whose answer does not say FINISHED.
   *
   * @param status the status in the answer, or null if the answer is not one of LeanIX
   */
  public FailureDecision fastRunNotFinished(
      @Variable("run") Run run, @Variable("status") String status) {
    return end(
        status == null
            ? Endings.unclear(run, "the answer is not from LeanIX")
            : Endings.endedByLeanix(run, status));
  }

  private static FailureDecision end(Ending ending) {
    return FailureDecision.toEnd(null, ending.reason(), ending);
  }
}
