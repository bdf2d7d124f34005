package io.github.leanixruns.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A minimal substitute for LeanIX, which discards all uploads.
 *
 * <p>All runs take the same time. If results are enabled, each run has results in the storage.
 */
final class StandIn implements AutoCloseable {

  static final String API_TOKEN = "bench-token";
  static final String API = "/services/integration-api/v1/";
  static final String RUNS = API + "synchronizationRuns";
  private static final String BLOB = "/blob/";
  private static final int THREADS = 64;

  /** The state of a run. */
  static final class Run {
    final Instant createdAt = Instant.now();
    volatile Instant startedAt;
    final List<Instant> statusRequestedAt = new ArrayList<>();

    synchronized void statusRequested() {
      statusRequestedAt.add(Instant.now());
    }

    synchronized List<Instant> statusRequestedAt() {
      return List.copyOf(statusRequestedAt);
    }
  }

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong statusRequests = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Map<Long, Integer> requestsInSecond = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final StorageStandIn storage;
  private final Duration latency;
  private final Duration runTime;
  private volatile int maxPerSecond = Integer.MAX_VALUE;

  /**
   * @param latency the minimum duration of a call
   * @param runTime the duration of a run
   */
  StandIn(Duration latency, Duration runTime) throws IOException {
    this(latency, runTime, 0);
  }

  /**
   * @param latency the minimum duration of a call
   * @param runTime the duration of a run
   * @param bytesPerSecond the rate of each connection to the storage, or 0 without a limit
   */
  StandIn(Duration latency, Duration runTime, long bytesPerSecond) throws IOException {
    // otherwise, the JDK's server delays the end of an answer by 40 ms
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.storage = new StorageStandIn(bytesPerSecond);
    this.latency = latency;
    this.runTime = runTime;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Enables results of a given size. */
  void enableResults(long bytes) {
    storage.enableResults(bytes);
  }

  /** Answers 429 to further requests of a second, as LeanIX does: without Retry-After. */
  void limit(int newMaxPerSecond) {
    maxPerSecond = newMaxPerSecond;
  }

  /** Returns the number of requests with an API token or an access token. */
  long requests() {
    return requests.get();
  }

  /** Returns how many of the requests were for the status of one run or of all runs. */
  long statusRequests() {
    return statusRequests.get();
  }

  /** Returns how many of the requests were answered with 429. */
  long refused() {
    return refused.get();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the signed URL for all uploads and downloads. */
  String blob() {
    return baseUrl() + BLOB + "b?sig=none";
  }

  Map<String, Run> runs() {
    return runs;
  }

  /** Returns the number of started runs. */
  long started() {
    return runs.values().stream().filter(run -> run.startedAt != null).count();
  }

  long bytesReceived() {
    return storage.bytesReceived();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      pause();
      String path = call.getRequestURI().getPath();
      if (path.startsWith(BLOB)) {
        storage.answer(call);
      } else {
        call.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answerApi(call, path);
      }
    }
  }

  private void answerApi(HttpExchange call, String path) throws IOException {
    requests.incrementAndGet();
    if (requestsInSecond.merge(Instant.now().getEpochSecond(), 1, Integer::sum) > maxPerSecond) {
      refused.incrementAndGet();
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(429, -1);
    } else {
      if (path.endsWith("/status") || isStatusList(call, path)) {
        statusRequests.incrementAndGet();
      }
      reply(call, path);
    }
  }

  private static boolean isStatusList(HttpExchange call, String path) {
    return path.equals(RUNS) && call.getRequestMethod().equals("GET");
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(latency.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void reply(HttpExchange call, String path) throws IOException {
    if (path.endsWith("/oauth2/token")) {
      json(call, "{\"access_token\":\"bench\",\"expires_in\":3599,\"token_type\":\"bearer\"}");
    } else if (path.equals(API + "storages/azure")) {
      json(call, "{\"SAS\":\"" + blob() + "\",\"expireAt\":\"2999-01-01T00:00:00Z\"}");
    } else if (isStatusList(call, path)) {
      json(
          call,
          runs.entrySet().stream()
              .map(run -> status(run.getKey(), run.getValue()))
              .collect(Collectors.joining(",", "[", "]")));
    } else if (path.equals(RUNS) || path.equals(RUNS + "/withUrlInput")) {
      String id = "run-" + ids.incrementAndGet();
      runs.put(id, new Run());
      json(call, "{\"id\":\"" + id + "\"}");
    } else if (path.startsWith(RUNS + "/")) {
      String[] idAndCall = path.substring(RUNS.length() + 1).split("/", 2);
      ofRun(call, idAndCall[0], idAndCall[1]);
    } else {
      call.sendResponseHeaders(404, -1);
    }
  }

  private void ofRun(HttpExchange call, String id, String what) throws IOException {
    Run run = runs.get(id);
    switch (what) {
      case "start" -> {
        run.startedAt = Instant.now();
        call.sendResponseHeaders(200, -1);
      }
      case "status" -> {
        run.statusRequested();
        json(call, status(id, run));
      }
      case "warnings" -> json(call, "[]");
      case "stats" -> json(call, "{}");
      case "resultsUrl" ->
          json(call, !storage.hasResults() ? "{\"url\":null}" : "{\"url\":\"" + blob() + "\"}");
      case "results" -> call.sendResponseHeaders(204, -1);
      default -> call.sendResponseHeaders(404, -1);
    }
  }

  private String status(String id, Run run) {
    return "{\"id\":\"" + id + "\",\"status\":\"" + status(run) + "\"}";
  }

  private String status(Run run) {
    if (run.startedAt == null) {
      return "CREATED";
    }
    return Instant.now().isBefore(run.startedAt.plus(runTime)) ? "IN_PROGRESS" : "FINISHED";
  }

  private static void json(HttpExchange call, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
