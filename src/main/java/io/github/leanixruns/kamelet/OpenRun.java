package io.github.leanixruns.kamelet;

import io.github.leanixruns.run.RunProgress;
import java.time.Instant;

/**
 * A run of the kamelet {@code leanix-run-action}, which has no ledger.
 *
 * @param stage RECEIVED, CREATED, STARTED, FINISHED; DELIVERED or FAILED at the end
 * @param startSentAt when LeanIX last accepted the start, or null
 * @param failingSince since when the current step has failed, or null
 */
public record OpenRun(
    String stage,
    String runId,
    String status,
    boolean test,
    String processingDirection,
    Instant startedAt,
    Instant startSentAt,
    Instant failingSince)
    implements RunProgress {

  static OpenRun received(boolean test, String processingDirection) {
    return new OpenRun("RECEIVED", null, null, test, processingDirection, null, null, null);
  }

  /** Continues with a run that was created earlier, and perhaps started. */
  OpenRun attached(String id, Instant at) {
    return new OpenRun("STARTED", id, null, test, processingDirection, at, null, null);
  }

  OpenRun created(String id) {
    return new OpenRun(
        "CREATED", id, status, test, processingDirection, startedAt, startSentAt, null);
  }

  OpenRun started(Instant at) {
    return new OpenRun(
        "STARTED",
        runId,
        status,
        test,
        processingDirection,
        startedAt == null ? at : startedAt,
        at,
        null);
  }

  OpenRun reported(String newStatus) {
    return new OpenRun(
        stage, runId, newStatus, test, processingDirection, startedAt, startSentAt, null);
  }

  OpenRun at(String newStage) {
    return new OpenRun(
        newStage, runId, status, test, processingDirection, startedAt, startSentAt, null);
  }

  OpenRun failing(Instant at) {
    return new OpenRun(
        stage,
        runId,
        status,
        test,
        processingDirection,
        startedAt,
        startSentAt,
        failingSince == null ? at : failingSince);
  }

  /** Tells whether this is a run of an earlier delivery that was created and not started. */
  boolean isNotStarted() {
    return "CREATED".equals(status) && startSentAt == null;
  }

  /** Tells whether there is another step. */
  public boolean isOpen() {
    return !"DELIVERED".equals(stage) && !"FAILED".equals(stage);
  }
}
