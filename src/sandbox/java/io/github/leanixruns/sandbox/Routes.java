package io.github.leanixruns.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All paths of the sandbox. */
final class Routes {
  private static final String API = "/services/integration-api/v1";
  private static final String RUNS = API + "/synchronizationRuns";
  private static final String RUN = RUNS + "/{id}";

  private final List<Route> routes = new ArrayList<>();
  private final RunStore runs;
  private final Inputs inputs;

  Routes(RunStore runs, Inputs inputs) {
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
    add("PUT", path, Route.Access.BEARER, Call.CONFIGURATIONS, handlers::subject, handlers::put);
    api("DELETE", path, Call.CONFIGURATIONS, handlers::delete);
  }

  void blobs(BlobHandlers handlers) {
    api("GET", API + "/storages/azure", Call.STORAGE, handlers::allocate);
    open("PUT", "/blob/{blob}", Call.UPLOAD, handlers::upload);
    open("GET", "/blob/{blob}", Call.DOWNLOAD, handlers::download);
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

  /** Answers null where there is none. */
  Route find(HttpCall call) {
    String[] path = call.segments();
    for (Route route : routes) {
      Map<String, String> variables =
          route.method().equals(call.method()) ? route.match(path) : null;
      if (variables != null) {
        call.matched(variables);
        return route;
      }
    }
    return null;
  }

  /** Says whether it is the path or the method that is wrong. */
  HttpReply notFound(HttpCall call) {
    String[] path = call.segments();
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.match(path) != null) {
        methods.add(route.method());
      }
    }
    if (methods.isEmpty()) {
      return new Refusal(404, "There is nothing at this path.").reply();
    }
    return new Refusal(405, "This path does not know the method " + call.method() + ".")
        .reply()
        .with("Allow", String.join(", ", methods));
  }

  private void creating(String path, Call call, Inputs.Source source, Route.Handler handler) {
    add("POST", path, Route.Access.BEARER, call, http -> inputs.subject(source, http), handler);
  }

  private void api(String method, String path, Call call, Route.Handler handler) {
    add(method, path, Route.Access.BEARER, call, this::subject, handler);
  }

  private void open(String method, String path, Call call, Route.Handler handler) {
    add(method, path, Route.Access.OPEN, call, this::subject, handler);
  }

  private void control(String method, String path, Route.Handler handler) {
    add(method, path, Route.Access.CONTROL, Call.OTHER, this::subject, handler);
  }

  private void add(
      String method,
      String path,
      Route.Access access,
      Call call,
      Route.SubjectFinder subject,
      Route.Handler handler) {
    routes.add(new Route(method, path.split("/", -1), access, call, subject, handler));
  }

  private Subject subject(HttpCall call) {
    String id = call.runId();
    return new Subject(id, runs.find(id).map(run -> run.header().connectorId()).orElse(null));
  }
}
