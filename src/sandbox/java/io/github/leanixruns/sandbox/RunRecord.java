package io.github.leanixruns.sandbox;

import java.time.Instant;

/**
 * Describes one run.
 *
 * @param test whether it was started as a test, which changes nothing
 * @param executionGroup null if it uses the configuration of its connector
 * @param elements the number of elements in the LDIF
 * @param starts the number of starts that had an effect
 * @param refusedStarts the number of starts that were refused because the run was already started
 * @param startedAt null before the start
 * @param finishedAt null until the run has finished, failed or been stopped
 * @param forgotten whether the API answers 404 for the run
 */
public record RunRecord(
    String id,
    RunHeader header,
    String status,
    boolean test,
    String executionGroup,
    long elements,
    int starts,
    int refusedStarts,
    Instant createdAt,
    Instant startedAt,
    Instant finishedAt,
    boolean forgotten,
    ReceivedBytes received) {

  public String connectorType() {
    return header.connectorType();
  }

  public String connectorId() {
    return header.connectorId();
  }

  public String connectorVersion() {
    return header.connectorVersion();
  }

  public String processingDirection() {
    return header.processingDirection();
  }

  public String description() {
    return header.description();
  }
}
