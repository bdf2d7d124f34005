package io.github.leanixruns.sandbox;

import java.time.Instant;

/**
 * Tells what the sandbox knows of one run.
 *
 * @param test whether it was started as a dry run, which changes nothing
 * @param executionGroup null where it was created for its connector's configuration
 * @param elements how many elements the LDIF's content holds
 * @param starts how many times a start had effect
 * @param refusedStarts how many times a start was refused since the run was started before
 * @param startedAt null before the start
 * @param finishedAt null before the end, whatever it is
 * @param forgotten whether the API has been told to know the run no more
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
    Received received) {

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
