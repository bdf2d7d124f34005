package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import java.time.Duration;
import java.time.Instant;

/**
 * A row of the ledger: a run, or a processor configuration that takes the same path.
 *
 * @param id the ledger's id, a UUID
 * @param kind {@code run} or {@code configuration}
 * @param source {@code inbox}, {@code processors}, {@code queue}, {@code route} or {@code schedule
 *     NAME}
 * @param channel the channel's name, or null
 * @param test whether it is a dry run, which changes nothing in LeanIX
 * @param replyTo the address to which the sender wants the outcome, or null
 * @param traceparent the context of the run's trace, see {@link
 *     io.github.leanixruns.trace.Traceparent}, or null
 * @param fileSize bytes of the file as it was dropped, 0 if it could not be read
 * @param elementCount elements of its content, or null if it was rejected
 * @param notes a JSON array of what the check noted
 * @param sentAsDropped false if header fields were added
 * @param keptIn {@link #LEDGER} if the LDIF is kept in the ledger, or the id of the work folder
 *     that has it; null if the folders are shared
 * @param runId the id that LeanIX assigned, or null
 * @param status the last status that LeanIX reported, or null
 * @param resultElements elements of the results, or null before they are in the work folder
 * @param startSentAt when LeanIX last accepted the start, or null
 * @param closedAt when all files of the run were in their final folders, or null
 * @param sentAt when the broker had accepted the message for the outcome, or null
 * @param repliedAt when the reply was sent or given up, or null
 * @param stoodStillFor the time since the start that does not count, see {@link Standstill}
 * @param measuredAt when that time was measured, or null
 * @param plannedFor the delay that was planned when a step failed, or null
 * @param failingSince since when the current step has failed, without standstill, or null
 * @param failingCause the {@link FailureKind} of the last failure, or null
 * @param failure the description of the last failure, or null
 * @param reason why the run ended in the failed folder, or null
 */
public record Run(
    String id,
    String lane,
    String stage,
    String kind,
    String source,
    String channel,
    boolean test,
    String replyTo,
    String correlationId,
    String traceparent,
    String fileName,
    long fileSize,
    String sha256,
    Long elementCount,
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    String description,
    String notes,
    boolean sentAsDropped,
    String keptIn,
    String runId,
    String status,
    Long resultElements,
    Instant receivedAt,
    Instant createdAt,
    Instant startedAt,
    Instant startSentAt,
    Instant finishedAt,
    Instant endedAt,
    Instant closedAt,
    Instant sentAt,
    Instant repliedAt,
    Duration stoodStillFor,
    Instant measuredAt,
    Duration plannedFor,
    Instant failingSince,
    String failingCause,
    String failure,
    String reason,
    String advice)
    implements RunProgress {

  /** Where the LDIF of a run is that any node can restore. */
  static final String LEDGER = "ledger";

  private static final String CONFIGURATION = "configuration";

  @Override
  public boolean isConfiguration() {
    return CONFIGURATION.equals(kind);
  }

  /** Tells whether the LDIF was, or may have been, sent as a fast run, which has no run id. */
  public boolean isFast() {
    return "STARTED".equals(stage) && runId == null;
  }

  /** Tells whether the LDIF is kept in the ledger, so that this node need not have it. */
  public boolean isInLedger() {
    return LEDGER.equals(keptIn);
  }

  /** Returns the stage in which a run is closed: a FINISHED run is then DELIVERED. */
  public String finalStage() {
    return "FINISHED".equals(stage) ? "DELIVERED" : stage;
  }

  /** Tells whether the run ended without being delivered. */
  public boolean isFailed() {
    return Ending.isStage(stage);
  }

  /** Tells whether the results are, or were, in the work folder. */
  public boolean hasResults() {
    return resultElements != null;
  }

  @Override
  public boolean waitsForDisk() {
    return true;
  }

  @Override
  public boolean isOver() {
    return finishedAt != null || endedAt != null;
  }

  /** Tells whether all files of the run are in their final folders. */
  public boolean isClosed() {
    return closedAt != null;
  }

  @Override
  public FailureKind failingKind() {
    return failingCause == null ? null : FailureKind.ofLabel(failingCause);
  }

  /** Returns the connector for metrics: {@code type/id/version/direction}. */
  public String connector() {
    return ConnectorLabel.of(connectorType, connectorId, connectorVersion, processingDirection);
  }

  /** Returns the name of the file, after that of its channel if it has one, for the log. */
  public String label() {
    return Channel.label(channel, fileName);
  }

  /** Returns the stage, and the run id if there is one, for the log. */
  public String progress() {
    return runId == null ? stage : stage + ": run " + runId;
  }

  /** Camel hashes the run each time an expression reads a field of it. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
