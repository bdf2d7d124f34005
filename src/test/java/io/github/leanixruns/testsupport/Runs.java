package io.github.leanixruns.testsupport;

import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.run.Run;
import java.time.Duration;
import java.time.Instant;

/** Builds runs for tests; what a test does not set is as in a row that was just received. */
public final class Runs {

  /** The time at which the runs were received. */
  public static final Instant RECEIVED_AT = Instant.parse("2026-01-02T03:04:05Z");

  private String id = "ledger-1";
  private String lane = "lane-1";
  private String stage = "RECEIVED";
  private String kind = "run";
  private String source = "inbox";
  private String channel;
  private boolean test;
  private String replyTo;
  private String correlationId;
  private String traceparent;
  private String fileName = "apps.json";
  private long fileSize = 1234;
  private String sha256 = "abc";
  private Long elementCount = 7L;
  private String connectorType = "cmdb";
  private String connectorId = "crm";
  private String connectorVersion = "1.0.0";
  private String processingDirection = "inbound";
  private String processingMode = "partial";
  private String description;
  private String notes = "[]";
  private boolean sentAsDropped = true;
  private String keptIn;
  private String runId;
  private String status;
  private Long resultElements;
  private Instant receivedAt = RECEIVED_AT;
  private Instant createdAt;
  private Instant startedAt;
  private Instant startSentAt;
  private Instant finishedAt;
  private Instant endedAt;
  private Instant closedAt;
  private Instant sentAt;
  private Instant repliedAt;
  private Duration stoodStillFor = Duration.ZERO;
  private Instant measuredAt;
  private Duration plannedFor;
  private Instant failingSince;
  private String failingCause;
  private String failure;
  private String reason;
  private String advice;

  private Runs() {}

  /** Starts with a run that was just received. */
  public static Runs received() {
    return new Runs();
  }

  /** Starts with a run that is created in LeanIX. */
  public static Runs created() {
    return received()
        .withStage("CREATED")
        .withRunId("run-1")
        .withStatus("CREATED")
        .withCreatedAt(RECEIVED_AT);
  }

  /** Starts with a run that is started in LeanIX. */
  public static Runs started() {
    return created().withStage("STARTED").withStatus("PENDING").withStartedAt(RECEIVED_AT);
  }

  /** Starts with a fast run whose LDIF may have been sent. */
  public static Runs fast() {
    return received().withStage("STARTED").withStartedAt(RECEIVED_AT);
  }

  /** Starts with a run that LeanIX has finished. */
  public static Runs finished() {
    return started().withStage("FINISHED").withStatus("FINISHED").withFinishedAt(RECEIVED_AT);
  }

  /** Starts with a run that ended in the stage FAILED, STOPPED or REJECTED. */
  public static Runs ended(String stage) {
    return started().withStage(stage).withEndedAt(RECEIVED_AT);
  }

  /** Starts with a file without an LDIF header that the check rejected. */
  public static Runs rejected() {
    Runs run = received().withStage("REJECTED").withEndedAt(RECEIVED_AT);
    run.elementCount = null;
    run.connectorType = null;
    run.connectorId = null;
    run.connectorVersion = null;
    run.processingDirection = null;
    run.processingMode = null;
    return run;
  }

  /** Starts with a processor configuration that was just received. */
  public static Runs configuration() {
    Runs run = received();
    run.kind = "configuration";
    run.source = "processors";
    return run;
  }

  /** Starts with a run whose stage is given and whose other columns go with that stage. */
  public static Runs at(String stage) {
    return switch (stage) {
      case "RECEIVED" -> received();
      case "CREATED" -> created();
      case "STARTED" -> started();
      case "FINISHED" -> finished();
      case "REJECTED" -> rejected();
      default -> ended(stage);
    };
  }

  public Runs withId(String value) {
    id = value;
    return this;
  }

  public Runs withStage(String value) {
    stage = value;
    return this;
  }

  public Runs withChannel(String value) {
    channel = value;
    return this;
  }

  public Runs withTest(boolean value) {
    test = value;
    return this;
  }

  public Runs withTraceparent(String value) {
    traceparent = value;
    return this;
  }

  public Runs withFile(String name, long size) {
    fileName = name;
    fileSize = size;
    return this;
  }

  public Runs withFileName(String value) {
    fileName = value;
    return this;
  }

  public Runs withDescription(String value) {
    description = value;
    return this;
  }

  public Runs withNotes(String json) {
    notes = json;
    return this;
  }

  public Runs withSentAsDropped(boolean value) {
    sentAsDropped = value;
    return this;
  }

  public Runs withRunId(String value) {
    runId = value;
    return this;
  }

  public Runs withStatus(String value) {
    status = value;
    return this;
  }

  public Runs withResultElements(Long value) {
    resultElements = value;
    return this;
  }

  public Runs withCreatedAt(Instant value) {
    createdAt = value;
    return this;
  }

  public Runs withStartedAt(Instant value) {
    startedAt = value;
    return this;
  }

  public Runs withStartSentAt(Instant value) {
    startSentAt = value;
    return this;
  }

  public Runs withFinishedAt(Instant value) {
    finishedAt = value;
    return this;
  }

  public Runs withEndedAt(Instant value) {
    endedAt = value;
    return this;
  }

  public Runs withClosedAt(Instant value) {
    closedAt = value;
    return this;
  }

  public Runs withSentAt(Instant value) {
    sentAt = value;
    return this;
  }

  public Runs withMeasured(Instant at, Duration standstill, Duration planned) {
    measuredAt = at;
    stoodStillFor = standstill;
    plannedFor = planned;
    return this;
  }

  public Runs withFailingSince(Instant since) {
    failingSince = since;
    return this;
  }

  public Runs withFailing(Instant since, FailureKind cause, String message) {
    failingSince = since;
    failingCause = cause.label();
    failure = message;
    return this;
  }

  public Runs withReason(String value, String whatToDo) {
    reason = value;
    advice = whatToDo;
    return this;
  }

  public Run build() {
    return new Run(
        id,
        lane,
        stage,
        kind,
        source,
        channel,
        test,
        replyTo,
        correlationId,
        traceparent,
        fileName,
        fileSize,
        sha256,
        elementCount,
        connectorType,
        connectorId,
        connectorVersion,
        processingDirection,
        processingMode,
        description,
        notes,
        sentAsDropped,
        keptIn,
        runId,
        status,
        resultElements,
        receivedAt,
        createdAt,
        startedAt,
        startSentAt,
        finishedAt,
        endedAt,
        closedAt,
        sentAt,
        repliedAt,
        stoodStillFor,
        measuredAt,
        plannedFor,
        failingSince,
        failingCause,
        failure,
        reason,
        advice);
  }
}
