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

/** Serves the control of the {@link Sandbox} over HTTP. */
final class ControlHandlers {
  private final RunEngine engine;
  private final RunStore runs;
  private final RunStore fastRuns;
  private final ConfigurationStore configurations;
  private final ElementStore elementStore;
  private final TokenStore tokens;
  private final RequestLog requestLog;

  ControlHandlers(
      RunEngine engine,
      RunStore runs,
      RunStore fastRuns,
      ConfigurationStore configurations,
      ElementStore elementStore,
      TokenStore tokens,
      RequestLog requestLog) {
    this.engine = engine;
    this.runs = runs;
    this.fastRuns = fastRuns;
    this.configurations = configurations;
    this.elementStore = elementStore;
    this.tokens = tokens;
    this.requestLog = requestLog;
  }

  HttpReply overview(HttpCall call) {
    engine.settleCompletely();
    ObjectNode json =
        SandboxJson.object()
            .put("runs", runs.size())
            .put("elements", elementStore.size())
            .put("inFlight", requestLog.inFlight())
            .put("peakConcurrency", requestLog.peak());
    ObjectNode requests = json.putObject("requests");
    counts().forEach((name, count) -> requests.put(name.name(), count));
    return HttpReply.json(200, json);
  }

  HttpReply runs(HttpCall call) {
    engine.settleCompletely();
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
    Predicate<SandboxRun> matching =
        run -> connectorId == null || run.header().connectorId().equals(connectorId);
    Instant now = engine.now();
    return list(() -> store.all().filter(matching), run -> json(run.toRecord(now)));
  }

  HttpReply run(HttpCall call) {
    engine.settleCompletely();
    return HttpReply.json(200, json(any(call).toRecord(engine.now())));
  }

  HttpReply bytes(HttpCall call) {
    byte[] bytes = any(call).body().bytes();
    if (bytes == null) {
      throw new Refusal(404, "The LDIF is larger than 64 KiB and was not kept.");
    }
    return HttpReply.stream(200, "application/octet-stream", bytes.length, o -> o.write(bytes));
  }

  HttpReply forget(HttpCall call) {
    any(call).forget();
    return HttpReply.empty(204);
  }

  HttpReply requests(HttpCall call) {
    String name = call.query("call");
    Predicate<RecordedRequest> matching = one -> name == null || one.call().name().equals(name);
    return list(() -> requestLog.requests().filter(matching), ControlHandlers::json);
  }

  HttpReply elements(HttpCall call) throws IOException {
    engine.settleCompletely();
    Content elements = elementStore.snapshot();
    return HttpReply.stream(200, "application/json", elements.length(), elements);
  }

  HttpReply token(HttpCall call) {
    switch (call.path("what")) {
      case "accept" -> tokens.accept();
      case "refuse" -> tokens.refuse();
      case "revoke" -> tokens.revoke();
      default -> throw new Refusal(404, "The path is unknown: use accept, refuse or revoke.");
    }
    return HttpReply.empty(204);
  }

  private Map<Call, Long> counts() {
    return requestLog
        .requests()
        .collect(Collectors.groupingBy(RecordedRequest::call, TreeMap::new, Collectors.counting()));
  }

  private SandboxRun any(HttpCall call) {
    return runs.find(call.path("id"))
        .orElseThrow(() -> new Refusal(404, "No run with this id was ever created."));
  }

  /** A sequence that can be streamed more than once. */
  @FunctionalInterface
  private interface Items<T> {
    Stream<T> stream();
  }

  private static <T> HttpReply list(Items<T> source, Function<T, JsonNode> toJson) {
    return HttpReply.stream(
        200,
        "application/json",
        -1,
        out -> {
          try (JsonGenerator generator = SandboxJson.generator(out)) {
            generator.writeStartArray();
            for (Iterator<T> all = source.stream().iterator(); all.hasNext(); ) {
              generator.writeTree(toJson.apply(all.next()));
            }
            generator.writeEndArray();
          }
        });
  }

  private static JsonNode json(RecordedRequest request) {
    return SandboxJson.object()
        .put("call", request.call().name())
        .put("at", request.at().toString())
        .put("runId", request.runId())
        .put("status", request.status())
        .put("cut", request.cut());
  }

  private static JsonNode json(RunRecord run) {
    ObjectNode json = SandboxJson.object().put("id", run.id());
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
        SandboxJson.object()
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
