package io.github.leanixruns.kamelet;

import io.github.leanixruns.run.RunProgress;
import java.time.Instant;

/**
 * A run of the kamelet {@code leanix-run-action}, which has no ledger.
 *
 * @param stage RECEIVED, CREATED, STARTED, FINISHED; DELIVERED or FAILED at the end
 * @param failingSince since when the current step has failed, or null
 */
public record OpenRun(
    String stage,
    String runId,
    String status,
    boolean test,
    Instant startedAt,
    Instant failingSince)
    implements RunProgress {

  static OpenRun received(boolean test) {
    return new OpenRun("RECEIVED", null, null, test, null, null);
  }

  OpenRun created(String id) {
    return new OpenRun("CREATED", id, status, test, startedAt, null);
  }

  OpenRun started(Instant at) {
    return new OpenRun("STARTED", runId, status, test, at, null);
  }

  OpenRun reported(String newStatus) {
    return new OpenRun(stage, runId, newStatus, test, startedAt, null);
  }

  OpenRun at(String newStage) {
    return new OpenRun(newStage, runId, status, test, startedAt, null);
  }

  OpenRun failing(Instant at) {
    return new OpenRun(
        stage, runId, status, test, startedAt, failingSince == null ? at : failingSince);
  }

  /** Tells whether there is another step. */
  public boolean isOpen() {
    return !"DELIVERED".equals(stage) && !"FAILED".equals(stage);
  }
}
