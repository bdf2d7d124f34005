package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Serves over HTTP what a test in the same process asks the {@link Sandbox} for. */
final class ControlHandlers {
  private final RunEngine engine;
  private final RunStore runs;
  private final RunStore fastRuns;
  private final Configurations configurations;
  private final Workspace workspace;
  private final Tokens tokens;
  private final Traffic traffic;

  ControlHandlers(
      RunEngine engine,
      RunStore runs,
      RunStore fastRuns,
      Configurations configurations,
      Workspace workspace,
      Tokens tokens,
      Traffic traffic) {
    this.engine = engine;
    this.runs = runs;
    this.fastRuns = fastRuns;
    this.configurations = configurations;
    this.workspace = workspace;
    this.tokens = tokens;
    this.traffic = traffic;
  }

  HttpReply overview(HttpCall call) {
    engine.settleWhateverItTakes();
    ObjectNode json =
        Json.object()
            .put("runs", runs.size())
            .put("elements", workspace.size())
            .put("inFlight", traffic.inFlight())
            .put("peakConcurrency", traffic.peak());
    ObjectNode requests = json.putObject("requests");
    counts().forEach((name, count) -> requests.put(name.name(), count));
    return HttpReply.json(200, json);
  }

  HttpReply runs(HttpCall call) {
    engine.settleWhateverItTakes();
    return list(runs, call);
  }

  HttpReply fastRuns(HttpCall call) {
    return list(fastRuns, call);
  }

  HttpReply configurations(HttpCall call) {
    return list(() -> configurations.records().stream(), ControlHandlers::json);
  }

  private HttpReply list(RunStore store, HttpCall call) {
    String connectorId = call.query("connectorId");
    Predicate<SandboxRun> wanted =
        run -> connectorId == null || run.header().connectorId().equals(connectorId);
    Instant now = engine.now();
    return list(() -> store.all().filter(wanted), run -> json(run.toRecord(now)));
  }

  HttpReply run(HttpCall call) {
    engine.settleWhateverItTakes();
    return HttpReply.json(200, json(any(call).toRecord(engine.now())));
  }

  HttpReply bytes(HttpCall call) {
    byte[] bytes = any(call).body().bytes();
    if (bytes == null) {
      throw new Refusal(404, "The LDIF was too large to be kept.");
    }
    return HttpReply.stream(200, "application/octet-stream", bytes.length, o -> o.write(bytes));
  }

  HttpReply forget(HttpCall call) {
    any(call).forget();
    return HttpReply.empty(204);
  }

  HttpReply requests(HttpCall call) {
    String name = call.query("call");
    Predicate<RecordedRequest> wanted = one -> name == null || one.call().name().equals(name);
    return list(() -> traffic.requests().filter(wanted), ControlHandlers::json);
  }

  HttpReply elements(HttpCall call) throws IOException {
    engine.settleWhateverItTakes();
    Content elements = workspace.snapshot();
    return HttpReply.stream(200, "application/json", elements.length(), elements);
  }

  HttpReply token(HttpCall call) {
    switch (call.path("what")) {
      case "accept" -> tokens.accept();
      case "refuse" -> tokens.refuse();
      case "revoke" -> tokens.revoke();
      default -> throw new Refusal(404, "Tokens can be accepted, refused and revoked.");
    }
    return HttpReply.empty(204);
  }

  private Map<Call, Long> counts() {
    return traffic
        .requests()
        .collect(Collectors.groupingBy(RecordedRequest::call, TreeMap::new, Collectors.counting()));
  }

  private SandboxRun any(HttpCall call) {
    return runs.find(call.path("id"))
        .orElseThrow(() -> new Refusal(404, "There was never a run with this id."));
  }

  /** Something that can be gone through more than once. */
  @FunctionalInterface
  private interface Source<T> {
    Stream<T> stream();
  }

  private static <T> HttpReply list(Source<T> source, Function<T, JsonNode> toJson) {
    return HttpReply.stream(
        200,
        "application/json",
        -1,
        out -> {
          try (JsonGenerator generator = Json.generator(out)) {
            generator.writeStartArray();
            for (Iterator<T> all = source.stream().iterator(); all.hasNext(); ) {
              generator.writeTree(toJson.apply(all.next()));
            }
            generator.writeEndArray();
          }
        });
  }

  private static JsonNode json(RecordedRequest request) {
    return Json.object()
        .put("call", request.call().name())
        .put("at", request.at().toString())
        .put("runId", request.runId())
        .put("status", request.status())
        .put("cut", request.cut());
  }

  private static JsonNode json(RunRecord run) {
    ObjectNode json = Json.object().put("id", run.id());
    json.setAll(run.header().toJson());
    return json.put("status", run.status())
        .put("test", run.test())
        .put("executionGroup", run.executionGroup())
        .put("elements", run.elements())
        .put("starts", run.starts())
        .put("refusedStarts", run.refusedStarts())
        .put("createdAt", text(run.createdAt()))
        .put("startedAt", text(run.startedAt()))
        .put("finishedAt", text(run.finishedAt()))
        .put("forgotten", run.forgotten())
        .put("length", run.received().length())
        .put("sha256", run.received().sha256());
  }

  private static JsonNode json(ConfigurationRecord configuration) {
    ObjectNode json =
        Json.object()
            .put("connectorType", configuration.connectorType())
            .put("connectorId", configuration.connectorId())
            .put("connectorVersion", configuration.connectorVersion())
            .put("processingDirection", configuration.processingDirection())
            .put("processingMode", configuration.processingMode());
    ArrayNode groups = json.putArray("executionGroups");
    configuration.executionGroups().forEach(groups::add);
    return json.put("puts", configuration.puts())
        .put("length", configuration.received().length())
        .put("sha256", configuration.received().sha256());
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
