package io.github.leanixruns.run;

import java.time.Duration;
import java.time.Instant;

/** What delays and failure decisions need to know of a run, with or without a ledger. */
public interface RunProgress {

  /** Returns the stage that the run has reached. */
  String stage();

  /** Returns the id that LeanIX assigned, or null before the run is created. */
  String runId();

  /** Returns the last status that LeanIX reported, or null. */
  String status();

  /** Returns whether this is a dry run. */
  boolean test();

  /** Returns the direction in the header of the LDIF. */
  String processingDirection();

  /** Returns when the run was started, or null. */
  Instant startedAt();

  /** Returns when LeanIX last accepted the start, or null. */
  Instant startSentAt();

  /** Returns since when the current step has failed, or null if the last one succeeded. */
  Instant failingSince();

  /** Returns the time since the start that does not count for delays and time-outs. */
  default Duration stoodStillFor() {
    return Duration.ZERO;
  }

  /** Returns when that time was measured, or null. */
  default Instant measuredAt() {
    return null;
  }

  /** Returns the delay that was planned when a step failed, or null. */
  default Duration plannedFor() {
    return null;
  }

  /** Returns why the current step fails, or null. */
  default FailureKind failingKind() {
    return null;
  }

  /** Tells whether LeanIX has finished the run. */
  default boolean isFinished() {
    return "FINISHED".equals(stage());
  }

  /** Tells whether LeanIX has finished the run, or it has ended in another way. */
  default boolean isOver() {
    return false;
  }

  /** Tells whether the run waits for as long as a local disk error lasts. */
  default boolean waitsForDisk() {
    return false;
  }

  /** Returns the channel's name, or null. */
  default String channel() {
    return null;
  }

  /** Tells whether this is a processor configuration rather than a run. */
  default boolean isConfiguration() {
    return false;
  }
}
