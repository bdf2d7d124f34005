package io.github.leanixruns.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.settings.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;
import org.apache.camel.Variable;

/** Writes the receipt of a run, which is put beside its LDIF in the archive or failed folder. */
public final class Receipts {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Function<Run, String> resultsLocation;
  private final Clock clock;

  /**
   * @param resultsLocation returns where the results of a run are delivered, or null
   */
  public Receipts(Function<Run, String> resultsLocation, Clock clock) {
    this.resultsLocation = resultsLocation;
    this.clock = clock;
  }

  /**
   * Returns the receipt of a run that is about to be closed.
   *
   * @param warnings the run's warnings, or null if LeanIX was not asked for them
   * @param statistics the run's statistics, or null if LeanIX was not asked for them
   */
  public Receipt of(
      @Variable("run") Run run,
      @Variable("warnings") Warnings warnings,
      @Variable("statistics") JsonNode statistics)
      throws JsonProcessingException {
    // as the ledger keeps all other times
    Instant closedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ObjectNode receipt = JSON.createObjectNode().put("receipt", FORMAT);
    put(receipt, "kind", run.kind());
    receipt.put("stage", run.finalStage());
    receipt.set("reason", masked(JSON.valueToTree(run.reason())));
    receipt.set("advice", masked(JSON.valueToTree(run.advice())));
    receipt.set("file", file(run));
    receipt.set("connector", connector(run));
    put(receipt, "source", run.source());
    put(receipt, "channel", run.channel());
    receipt.put("test", run.test());
    put(receipt, "processingMode", run.processingMode());
    receipt.set("description", masked(JSON.valueToTree(run.description())));
    put(receipt, "ledgerId", run.id());
    put(receipt, "runId", run.runId());
    put(receipt, "status", run.status());
    receipt.set("stages", stages(run, closedAt));
    receipt.set("notes", masked(JSON.readTree(run.notes())));
    // LeanIX's warnings and statistics may repeat what was sent
    receipt.set("warnings", warnings == null ? null : masked(counted(warnings)));
    receipt.set("statistics", masked(statistics));
    put(receipt, "results", resultsLocation.apply(run));
    // not as a string at once, which would keep an incomplete character
    return new Receipt(
        new String(JSON.writeValueAsBytes(receipt), StandardCharsets.UTF_8), closedAt);
  }

  /** Masks secrets in the texts of a value. Numbers and names of fields stay as they are. */
  private static JsonNode masked(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), masked(field.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(element -> copy.add(masked(element)));
      return copy;
    }
    return value != null && value.isTextual()
        ? TextNode.valueOf(Secrets.mask(value.textValue()))
        : value;
  }

  /** Returns the outcome of a delivered run in a few words, for the log. */
  public String summary(@Variable("run") Run run, @Variable("warnings") Warnings warnings) {
    if (run.isConfiguration()) {
      return "the processor configuration is in LeanIX";
    }
    long count = warnings == null ? 0 : warnings.count();
    String location = resultsLocation.apply(run);
    return String.format(
        Locale.ROOT,
        "%s%s, %d warning%s, %s",
        run.test() ? "dry " : "",
        run.runId() == null ? "fast run" : "run " + run.runId(),
        count,
        count == 1 ? "" : "s",
        location == null ? "no results" : "results in " + location);
  }

  private static ObjectNode file(Run run) {
    ObjectNode file = JSON.createObjectNode();
    put(file, "name", run.fileName());
    put(file, "sizeBytes", run.fileSize());
    put(file, "sha256", run.sha256());
    put(file, "elements", run.elementCount());
    return file;
  }

  private static ObjectNode connector(Run run) {
    ObjectNode connector = JSON.createObjectNode();
    put(connector, "connectorType", run.connectorType());
    put(connector, "connectorId", run.connectorId());
    put(connector, "connectorVersion", run.connectorVersion());
    put(connector, "processingDirection", run.processingDirection());
    return connector;
  }

  private static ArrayNode stages(Run run, Instant closedAt) {
    ArrayNode stages = JSON.createArrayNode();
    add(stages, "RECEIVED", run.receivedAt());
    if (!run.isConfiguration()) {
      add(stages, "CREATED", run.createdAt());
      add(stages, "STARTED", run.startedAt());
      add(stages, "FINISHED", run.finishedAt());
    }
    add(stages, run.finalStage(), run.endedAt() == null ? closedAt : run.endedAt());
    return stages;
  }

  private static void add(ArrayNode stages, String stage, Instant at) {
    if (at != null) {
      stages.addObject().put("stage", stage).put("at", at.toString());
    }
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
