package io.github.leanixruns.kamelet;

import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.run.FailureDecision;
import io.github.leanixruns.run.FailureKind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Thrown by the kamelet {@code leanix-run-action} if a run does not finish. */
public abstract class RunException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String runId;
  private final String status;
  private transient TemporaryLdif ldif;
  // the exception may outlive the message, which may be large
  private transient WeakReference<Object> body;

  protected RunException(String message, String runId, String status) {
    super(message);
    this.runId = runId;
    this.status = status;
  }

  /**
   * Returns the exception for a run that a failed step ends. A caller has to act on a refused API
   * token, so the kamelet does not wait for it.
   */
  static Exception of(FailureDecision decision, Exception failure, OpenRun run, Duration timeout) {
    String description = CallerWords.ofFailure(decision.description());
    if (decision.isEnd()) {
      return decision.timedOut()
          ? RunTimedOutException.after(timeout, "LeanIX gave no usable answer: " + description, run)
          : new RunFailedException(
              "LeanIX refuses the run: " + description + mayHaveRun(run),
              run.runId(),
              run.status());
    }
    if (!decision.isRethrow()) {
      return new ApiTokenRefusedException(description + mayHaveRun(run), run.runId(), run.status());
    }
    return failure instanceof RunException
        ? failure
        : new RunInterruptedException(description, failure, run);
  }

  /** Returns a warning for callers that run the LDIF again, empty if LeanIX cannot have run it. */
  static String mayHaveRun(OpenRun run) {
    return run.runId() == null
        ? ""
        : ". LeanIX may already have executed run " + run.runId() + ", completely or in part";
  }

  /**
   * Returns the failure of an earlier delivery of the message, if there was a run: the error
   * handler of the caller repeats the kamelet.
   */
  static Optional<RunException> ofEarlierDelivery(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    return Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED))
        ? FailureKind.chain(caught)
            .filter(RunException.class::isInstance)
            .map(RunException.class::cast)
            .filter(earlier -> earlier.runId != null && earlier.ldif != null)
            .findFirst()
        : Optional.empty();
  }

  /** Records the message that was run. */
  void isOf(RunOfMessage begun) {
    body = new WeakReference<>(begun.caller().body());
    ldif = begun.ldif();
  }

  /** Returns the LDIF if the body is that of the run. A stream may not be readable again. */
  Optional<TemporaryLdif> ldifOf(CallerMessage message) {
    return Optional.of(ldif)
        .filter(same -> message.body() != null && body.refersTo(message.body()));
  }

  boolean isOf(TemporaryLdif other) {
    return ldif.sha256().equals(other.sha256());
  }

  /** Tells whether LeanIX has ended or refused the run, so that there is nothing to wait for. */
  boolean isFinal() {
    return false;
  }

  /** Returns the run id, or null if LeanIX has not assigned one. */
  public String getRunId() {
    return runId;
  }

  /** Returns the last status that LeanIX reported, or null. */
  public String getStatus() {
    return status;
  }
}
