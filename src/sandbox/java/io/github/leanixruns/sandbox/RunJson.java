package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Describes runs in the format of LeanIX's answers. */
final class RunJson {
  static final String PROCESSOR = "Sandbox";

  private RunJson() {}

  static ObjectNode status(SandboxRun run, Instant now) {
    ObjectNode json = SandboxJson.object().put("id", run.id()).put("status", run.status(now));
    String description = run.header().description();
    return description == null ? json : json.put("description", description);
  }

  static JsonNode configuration(SandboxRun run) {
    RunHeader header = run.header();
    return SandboxJson.object()
        .put("connectorType", header.connectorType())
        .put("connectorId", header.connectorId())
        .put("connectorVersion", header.connectorVersion())
        .put("processingDirection", header.processingDirection())
        .put("processingMode", header.processingMode())
        .put("sequentialExecution", false);
  }

  static JsonNode progress(SandboxRun run, Instant now) {
    ObjectNode json =
        SandboxJson.object()
            .put("status", run.status(now))
            .put("errorCount", run.errors())
            .put("warningsCount", run.warningCount());
    if (run.header().inbound()) {
      return json.put("processedContentCount", processed(run, now))
          .put("graphQLRequestCount", 0)
          .put("runLevelIndex", 0);
    }
    return json.put("contentsCount", run.processed()).put("itemsInScopeCount", run.processed());
  }

  static JsonNode statistics(SandboxRun run, Instant now) {
    ObjectNode json = SandboxJson.object();
    json.set("statusChanges", statusChanges(run, now));
    json.put("testRun", run.test());
    json.putArray("processorStatistics").add(processor(run, now));
    if (run.header().inbound()) {
      json.putArray("singleRunLevelStatistics")
          .addObject()
          .put("singleRunIndex", 0)
          .put("totalTime", time(run, now))
          .put("prefetchTime", "PT0S")
          .put("processTime", time(run, now))
          .put("processedContentCount", run.processed())
          .put("errorCount", run.errors());
      json.putArray("deletedObjects");
    }
    return json.put("totalBlockingTime", "PT0S");
  }

  private static JsonNode processor(SandboxRun run, Instant now) {
    ObjectNode json = SandboxJson.object().put("processorIndex", 0).put("processorName", PROCESSOR);
    if (run.header().inbound()) {
      json.put("processingTotalDuration", time(run, now))
          .put("processingNetworkDuration", "PT0S")
          .put("processedContentCount", run.processed())
          .put("graphQLRequestCount", 0);
    } else {
      json.put("networkDuration", "PT0S")
          .put("processingDuration", time(run, now))
          .put("itemsInScopeCount", run.processed())
          .put("processedContentCount", run.processed());
    }
    return json.put("errorCount", run.errors());
  }

  private static ArrayNode statusChanges(SandboxRun run, Instant now) {
    ArrayNode changes = SandboxJson.array();
    change(changes, "CREATED", run.createdAt());
    if (run.startedAt() != null) {
      Instant end = run.finishedAt() == null ? now : run.finishedAt();
      change(changes, "PENDING", run.startedAt());
      if (!end.isBefore(run.inProgressAt())) {
        change(changes, "IN_PROGRESS", run.inProgressAt());
      }
      if (run.end() != null) {
        change(changes, run.end().name(), run.finishedAt());
      }
    }
    return changes;
  }

  private static void change(ArrayNode changes, String status, Instant at) {
    changes.addObject().put("status", status).put("timestamp", at.toString());
  }

  private static String time(SandboxRun run, Instant now) {
    if (run.startedAt() == null) {
      return "PT0S";
    }
    Instant end = run.finishedAt() == null ? now : run.finishedAt();
    return Duration.between(run.startedAt(), end).toString();
  }

  private static long processed(SandboxRun run, Instant now) {
    if (run.end() != null || run.startedAt() == null || run.test()) {
      return run.processed();
    }
    double whole = Duration.between(run.startedAt(), run.dueAt()).toMillis();
    double past = Duration.between(run.startedAt(), now).toMillis();
    return whole <= 0 ? 0 : (long) (run.elements() * Math.min(1, past / whole));
  }
}
