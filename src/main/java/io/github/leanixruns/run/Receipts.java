package io.github.leanixruns.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.settings.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Variable;

/** Writes the receipt that a finished or failed run leaves beside its LDIF; see the README. */
public final class Receipts {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final List<String> STAGES_BEFORE_THE_END =
      List.of("RECEIVED", "CREATED", "STARTED", "FINISHED");
  private static final List<String> STAGES_OF_A_CONFIGURATION = List.of("RECEIVED");

  /**
   * Returns the receipt of a run as JSON.
   *
   * @param run the run's row in the ledger
   * @param endStage the stage in which the run ends
   * @param closedAt when its files were put into place, in milliseconds since 1970
   * @param warnings the run's warnings, or null where LeanIX was not asked
   * @param statistics the run's statistics, or null likewise
   * @param results where the results lie, or null where nothing came out
   */
  public String of(
      @Variable("run") Map<String, Object> run,
      @Variable("endStage") String endStage,
      @Variable("closedAt") Long closedAt,
      @Variable("warnings") Warnings warnings,
      @Variable("statistics") JsonNode statistics,
      @Variable("results") String results)
      throws JsonProcessingException {
    ObjectNode receipt = JSON.createObjectNode().put("receipt", FORMAT);
    put(receipt, "kind", run.get("kind"));
    receipt.put("stage", endStage);
    put(receipt, "reason", run.get("reason"));
    put(receipt, "advice", run.get("advice"));
    receipt.set("file", file(run));
    receipt.set("connector", connector(run));
    put(receipt, "source", run.get("source"));
    put(receipt, "channel", run.get("channel"));
    receipt.put("test", isTest(run));
    put(receipt, "processingMode", run.get("processing_mode"));
    put(receipt, "description", run.get("description"));
    put(receipt, "ledgerId", run.get("id"));
    put(receipt, "runId", run.get("run_id"));
    put(receipt, "status", run.get("status"));
    receipt.set("stages", stages(run, endStage, closedAt));
    receipt.set("notes", JSON.readTree((String) run.get("notes")));
    receipt.set("warnings", warnings == null ? null : counted(warnings));
    receipt.set("statistics", statistics);
    put(receipt, "results", results);
    // warnings and statistics are LeanIX's, which may repeat what it was sent
    return Secrets.mask(new String(JSON.writeValueAsBytes(receipt), StandardCharsets.UTF_8));
  }

  /** Returns a receipt as it stands in a file. */
  public byte[] bytes(@Variable("receipt") String receipt) {
    return receipt.getBytes(StandardCharsets.UTF_8);
  }

  /** Says in a few words what came of a run, for the log. */
  public String summary(
      @Variable("run") Map<String, Object> run,
      @Variable("warnings") Warnings warnings,
      @Variable("results") String results) {
    if (Kind.isConfiguration(run)) {
      return "the processor configuration is in LeanIX";
    }
    long count = warnings == null ? 0 : warnings.count();
    String runId = (String) run.get("run_id");
    return "%s%s, %d warning%s, %s"
        .formatted(
            isTest(run) ? "dry " : "",
            runId == null ? "fast run" : "run " + runId,
            count,
            count == 1 ? "" : "s",
            results == null ? "no results" : "results in " + results);
  }

  public static boolean isTest(@Variable("run") Map<String, Object> run) {
    return ((Number) run.get("test")).intValue() == 1;
  }

  private static ObjectNode file(Map<String, Object> run) {
    ObjectNode file = JSON.createObjectNode();
    put(file, "name", run.get("file_name"));
    put(file, "sizeBytes", run.get("file_size"));
    put(file, "sha256", run.get("sha256"));
    put(file, "elements", run.get("element_count"));
    return file;
  }

  private static ObjectNode connector(Map<String, Object> run) {
    ObjectNode connector = JSON.createObjectNode();
    put(connector, "connectorType", run.get("connector_type"));
    put(connector, "connectorId", run.get("connector_id"));
    put(connector, "connectorVersion", run.get("connector_version"));
    put(connector, "processingDirection", run.get("processing_direction"));
    return connector;
  }

  private static ArrayNode stages(Map<String, Object> run, String endStage, long closedAt) {
    ArrayNode stages = JSON.createArrayNode();
    for (String stage :
        Kind.isConfiguration(run) ? STAGES_OF_A_CONFIGURATION : STAGES_BEFORE_THE_END) {
      Instant at = Times.of(run, stage.toLowerCase(Locale.ROOT) + "_at");
      if (at != null) {
        stages.addObject().put("stage", stage).put("at", at.toString());
      }
    }
    Instant endedAt = Times.of(run, "ended_at");
    Instant end = endedAt == null ? Instant.ofEpochMilli(closedAt) : endedAt;
    stages.addObject().put("stage", endStage).put("at", end.toString());
    return stages;
  }

  private static ObjectNode counted(Warnings warnings) {
    ObjectNode counted = JSON.createObjectNode().put("count", warnings.count());
    counted.putArray("first").addAll(warnings.first());
    return counted;
  }

  private static void put(ObjectNode object, String name, Object value) {
    object.set(name, JSON.valueToTree(value));
  }
}
