package io.github.leanixruns.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Represents one run. Its status depends on the clock. */
final class SandboxRun {
  private final String id = UUID.randomUUID().toString();
  private final long number;
  private final RunHeader header;
  private final long elements;
  private final Content body;
  private final String executionGroup;
  private final Instant createdAt;

  private Instant startedAt;
  private Instant dueAt;
  private boolean test;
  private RunPlan plan;
  private int starts;
  private int refusedStarts;
  private boolean forgotten;

  private RunOutcome end;
  private Instant finishedAt;
  private long processed;
  private long errors;
  private List<RunWarning> warnings = List.of();
  private RunResults results;

  SandboxRun(long number, LdifReader.Ldif ldif, Content body, String group, Instant createdAt) {
    this.number = number;
    this.header = ldif.header();
    this.elements = ldif.elements();
    this.body = body;
    this.executionGroup = group;
    this.createdAt = createdAt;
  }

  String id() {
    return id;
  }

  long number() {
    return number;
  }

  RunHeader header() {
    return header;
  }

  long elements() {
    return elements;
  }

  Content body() {
    return body;
  }

  Instant createdAt() {
    return createdAt;
  }

  synchronized Instant startedAt() {
    return startedAt;
  }

  synchronized Instant dueAt() {
    return dueAt;
  }

  synchronized boolean test() {
    return test;
  }

  synchronized RunPlan plan() {
    return plan;
  }

  synchronized RunOutcome end() {
    return end;
  }

  synchronized Instant finishedAt() {
    return finishedAt;
  }

  synchronized long processed() {
    return processed;
  }

  synchronized long errors() {
    return errors;
  }

  synchronized RunResults results() {
    return results;
  }

  synchronized boolean forgotten() {
    return forgotten;
  }

  synchronized void forget() {
    forgotten = true;
  }

  synchronized boolean mayStart() {
    if (starts > 0) {
      refusedStarts++;
      return false;
    }
    starts++;
    return true;
  }

  synchronized void start(Instant now, boolean asTest, RunPlan withPlan) {
    startedAt = now;
    dueAt = now.plus(withPlan.time);
    test = asTest;
    plan = withPlan;
  }

  /** Returns the end of the first quarter of the run time; until then the run is pending. */
  synchronized Instant inProgressAt() {
    return startedAt.plus(Duration.between(startedAt, dueAt).dividedBy(4));
  }

  synchronized void finish(RunOutcome how, Instant at, RunExecution execution) {
    end = how;
    finishedAt = at;
    processed = execution.processed();
    errors = execution.errors();
    warnings = execution.warnings();
    results = execution.results();
  }

  synchronized void stop(Instant at) {
    end = RunOutcome.STOPPED;
    finishedAt = at;
  }

  synchronized String status(Instant now) {
    if (end != null) {
      return end.name();
    }
    if (startedAt == null) {
      return "CREATED";
    }
    return now.isBefore(inProgressAt()) ? "PENDING" : "IN_PROGRESS";
  }

  synchronized int warningCount() {
    return warnings.size() + (end == null ? 0 : plan.warnings);
  }

  synchronized RunWarning warning(int index) {
    return index < warnings.size()
        ? warnings.get(index)
        : RunWarning.numbered(index - warnings.size());
  }

  synchronized RunRecord toRecord(Instant now) {
    return new RunRecord(
        id,
        header,
        status(now),
        test,
        executionGroup,
        elements,
        starts,
        refusedStarts,
        createdAt,
        startedAt,
        finishedAt,
        forgotten,
        ReceivedBytes.of(body));
  }
}
