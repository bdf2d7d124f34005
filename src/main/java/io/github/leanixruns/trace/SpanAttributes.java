package io.github.leanixruns.trace;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.Verdict;
import io.github.leanixruns.ldif.LdifHeader;
import io.github.leanixruns.run.ConnectorLabel;
import io.github.leanixruns.run.Ending;
import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.run.Run;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What a span says about its run. Other attributes, which Camel adds, may contain hosts, signed
 * URLs and texts from files.
 */
final class SpanAttributes {

  /** The stage and the status at the begin of the span. Not exported. */
  static final AttributeKey<String> BEFORE = AttributeKey.stringKey("before");

  /** The kind of the failure, or the stage of a run that failed. */
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final AttributeKey<Long> HTTP_STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> LEDGER_ID = AttributeKey.stringKey("leanix.ledger.id");
  private static final AttributeKey<String> RUN_ID = AttributeKey.stringKey("leanix.run.id");
  private static final AttributeKey<String> FILE = AttributeKey.stringKey("leanix.file.name");
  private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("leanix.channel");
  private static final AttributeKey<String> CONNECTOR = AttributeKey.stringKey("leanix.connector");
  private static final AttributeKey<String> STAGE = AttributeKey.stringKey("leanix.stage");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("leanix.status");

  private static final Set<AttributeKey<?>> EXPORTED =
      Set.of(ERROR, HTTP_STATUS, LEDGER_ID, RUN_ID, FILE, CHANNEL, CONNECTOR, STAGE, STATUS);

  private SpanAttributes() {}

  static boolean isExported(AttributeKey<?> key) {
    return EXPORTED.contains(key);
  }

  /** Returns the stage and the status of the run. */
  static String progressOf(Exchange exchange) {
    return exchange.getVariable("run") instanceof Run run ? run.stage() + " " + run.status() : "";
  }

  /** Tells whether a span that has not failed left the run at its stage and its status. */
  static boolean isUnchanged(Attributes span) {
    return span.get(ERROR) == null
        && (span.get(STAGE) + " " + span.get(STATUS)).equals(span.get(BEFORE));
  }

  /** Returns the attributes at the end of a span; values that are not known are left out. */
  static Attributes of(Exchange exchange) {
    AttributesBuilder attributes = Attributes.builder();
    if (exchange.getVariable("run") instanceof Run run) {
      add(run, attributes);
    } else if (exchange.getVariable("claim") instanceof Claim claim) {
      add(claim, exchange.getVariable("verdict", Verdict.class), attributes);
    }
    Exception failure = exchange.getException();
    if (failure != null) {
      attributes.put(ERROR, FailureKind.of(failure).label());
    }
    if (failure instanceof HttpOperationFailedException answer) {
      attributes.put(HTTP_STATUS, answer.getStatusCode());
    }
    return attributes.build();
  }

  private static void add(Run run, AttributesBuilder attributes) {
    attributes.put(LEDGER_ID, run.id());
    attributes.put(RUN_ID, run.runId());
    attributes.put(FILE, run.fileName());
    attributes.put(CHANNEL, run.channel());
    attributes.put(CONNECTOR, run.connector());
    attributes.put(STATUS, run.status());
    addStage(run.stage(), attributes);
  }

  private static void add(Claim claim, Verdict verdict, AttributesBuilder attributes) {
    attributes.put(LEDGER_ID, claim.id());
    attributes.put(FILE, claim.fileName());
    attributes.put(CHANNEL, claim.origin().channel());
    if (verdict != null && verdict.isAccepted()) {
      LdifHeader header = verdict.ldif().header();
      attributes.put(
          CONNECTOR,
          ConnectorLabel.of(
              header.connectorType(),
              header.connectorId(),
              header.connectorVersion(),
              header.processingDirection()));
    }
    if (verdict != null) {
      addStage(verdict.isAccepted() ? "RECEIVED" : Ending.REJECTED, attributes);
    }
  }

  private static void addStage(String stage, AttributesBuilder attributes) {
    attributes.put(STAGE, stage);
    if (Ending.isStage(stage)) {
      attributes.put(ERROR, stage.toLowerCase(Locale.ROOT));
    }
  }
}
