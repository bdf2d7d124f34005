package io.github.leanixruns.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds all paths of the sandbox. */
final class PathMappings {
  private static final String API = "/services/integration-api/v1";
  private static final String RUNS = API + "/synchronizationRuns";
  private static final String RUN = RUNS + "/{id}";

  private final List<PathMapping> mappings = new ArrayList<>();
  private final RunStore runs;
  private final LdifInputs inputs;

  PathMappings(RunStore runs, LdifInputs inputs) {
    this.runs = runs;
    this.inputs = inputs;
  }

  void token(TokenHandlers tokens) {
    open("POST", "/services/mtm/v1/oauth2/token", Call.TOKEN, tokens::issue);
  }

  void runs(RunHandlers handlers) {
    creating(RUNS, Call.CREATE, HttpCall::body, handlers::create);
    creating(
        RUNS + "/withConfig",
        Call.CREATE_WITH_CONFIG,
        inputs::withConfig,
        handlers::createWithConfig);
    creating(
        RUNS + "/withUrlInput", Call.CREATE_WITH_URL, inputs::withUrl, handlers::createWithUrl);
    creating(
        RUNS + "/withExecutionGroup",
        Call.CREATE_WITH_GROUP,
        HttpCall::body,
        handlers::createWithGroup);
    creating(
        RUNS + "/withExecutionGroupAndUrlInput",
        Call.CREATE_WITH_GROUP_AND_URL,
        inputs::withUrl,
        handlers::createWithGroupAndUrl);
    api("GET", RUNS, Call.LIST, handlers::list);
    api("POST", RUN + "/start", Call.START, handlers::start);
    api("POST", RUN + "/stop", Call.STOP, handlers::stop);
  }

  void runReads(RunReadHandlers handlers) {
    api("GET", RUN + "/status", Call.STATUS, handlers::status);
    api("GET", RUN + "/progress", Call.PROGRESS, handlers::progress);
    api("GET", RUN + "/stats", Call.STATISTICS, handlers::statistics);
    api("GET", RUN + "/warnings", Call.WARNINGS, handlers::warnings);
    api("GET", RUN + "/results", Call.RESULTS, handlers::results);
    api("GET", RUN + "/resultsUrl", Call.RESULTS_URL, handlers::resultsUrl);
  }

  void fast(FastHandlers handlers) {
    String path = API + "/fastSynchronizationRuns";
    creating(path, Call.FAST, HttpCall::body, handlers::run);
    creating(path + "/withConfig", Call.FAST, inputs::withConfig, handlers::runWithConfig);
  }

  void configurations(ConfigurationHandlers handlers) {
    String path = API + "/configurations";
    api("GET", path, Call.CONFIGURATIONS, handlers::list);
    add(
        "PUT",
        path,
        PathMapping.Protection.BEARER,
        Call.CONFIGURATIONS,
        handlers::subject,
        handlers::put);
    api("DELETE", path, Call.CONFIGURATIONS, handlers::delete);
  }

  void blobs(BlobHandlers handlers) {
    api("GET", API + "/storages/azure", Call.STORAGE, handlers::allocate);
    blob("PUT", Call.UPLOAD, handlers::upload);
    blob("GET", Call.DOWNLOAD, handlers::download);
  }

  void control(ControlHandlers handlers) {
    control("GET", "/sandbox", handlers::overview);
    control("GET", "/sandbox/runs", handlers::runs);
    control("GET", "/sandbox/runs/{id}", handlers::run);
    control("GET", "/sandbox/runs/{id}/bytes", handlers::bytes);
    control("DELETE", "/sandbox/runs/{id}", handlers::forget);
    control("GET", "/sandbox/fastRuns", handlers::fastRuns);
    control("GET", "/sandbox/configurations", handlers::configurations);
    control("GET", "/sandbox/requests", handlers::requests);
    control("GET", "/sandbox/elements", handlers::elements);
    control("POST", "/sandbox/token/{what}", handlers::token);
  }

  void faults(FaultHandlers handlers) {
    control("GET", "/sandbox/faults", handlers::list);
    control("POST", "/sandbox/faults", handlers::add);
    control("PUT", "/sandbox/faults", handlers::add);
    control("DELETE", "/sandbox/faults", handlers::clear);
    control("DELETE", "/sandbox/faults/{fault}", handlers::clearOne);
  }

  /** Returns null if no mapping matches. */
  PathMapping find(HttpCall call) {
    String[] path = call.segments();
    for (PathMapping mapping : mappings) {
      Map<String, String> variables =
          mapping.method().equals(call.method()) ? mapping.match(path) : null;
      if (variables != null) {
        call.matched(variables);
        return mapping;
      }
    }
    return null;
  }

  /** Answers 404 for an unknown path, and 405 for a known path with another method. */
  HttpReply notFound(HttpCall call) {
    String[] path = call.segments();
    TreeSet<String> methods = new TreeSet<>();
    for (PathMapping mapping : mappings) {
      if (mapping.match(path) != null) {
        methods.add(mapping.method());
      }
    }
    if (methods.isEmpty()) {
      return new Refusal(404, "The path is unknown.").reply();
    }
    return new Refusal(405, "The method " + call.method() + " is not allowed for this path.")
        .reply()
        .with("Allow", String.join(", ", methods));
  }

  private void creating(
      String path, Call call, LdifInputs.Extractor extractor, PathMapping.CallHandler handler) {
    add(
        "POST",
        path,
        PathMapping.Protection.BEARER,
        call,
        http -> inputs.subject(extractor, http),
        handler);
  }

  private void api(String method, String path, Call call, PathMapping.CallHandler handler) {
    add(method, path, PathMapping.Protection.BEARER, call, this::subject, handler);
  }

  private void open(String method, String path, Call call, PathMapping.CallHandler handler) {
    add(method, path, PathMapping.Protection.OPEN, call, this::subject, handler);
  }

  private void blob(String method, Call call, PathMapping.CallHandler handler) {
    add(
        method,
        "/blob/{blob}",
        PathMapping.Protection.OPEN,
        call,
        http -> new CallSubject(null, null, BlobHandlers.part(http)),
        handler);
  }

  private void control(String method, String path, PathMapping.CallHandler handler) {
    add(method, path, PathMapping.Protection.CONTROL, Call.OTHER, this::subject, handler);
  }

  private void add(
      String method,
      String path,
      PathMapping.Protection protection,
      Call call,
      PathMapping.SubjectFinder subject,
      PathMapping.CallHandler handler) {
    mappings.add(new PathMapping(method, path.split("/", -1), protection, call, subject, handler));
  }

  private CallSubject subject(HttpCall call) {
    String id = call.runId();
    return new CallSubject(id, runs.find(id).map(run -> run.header().connectorId()).orElse(null));
  }
}
