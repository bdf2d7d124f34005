package io.github.leanixruns.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Replaces a LeanIX workspace for trials, demonstrations and tests. */
public final class Sandbox implements AutoCloseable {
  static {
    // Otherwise each answer on a kept connection waits 40 ms for an acknowledgement
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static final int BACKLOG = 1024;

  private final SandboxSettings settings;
  private final HttpServer server;
  private final ExecutorService threads;
  private final String baseUrl;
  private final Spool spool;
  private final ElementStore elementStore;
  private final TokenStore tokens;
  private final RunRules rules;
  private final RunEngine engine;
  private final RunStore runs = new RunStore();
  private final RunStore fastRuns = new RunStore();
  private final ConfigurationStore configurations = new ConfigurationStore();
  private final Faults faults = new Faults(runs::forget);
  private final RequestLog requestLog = new RequestLog();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sandbox(SandboxSettings settings, HttpServer server) throws IOException {
    this.settings = settings;
    this.server = server;
    baseUrl = "http://127.0.0.1:" + server.getAddress().getPort();
    threads = Executors.newCachedThreadPool(work -> DaemonThreads.create(work, "sandbox"));
    spool = new Spool();
    elementStore = new ElementStore(spool);
    tokens = new TokenStore(settings.apiToken(), settings.tokenTime(), settings.clock());
    rules = new RunRules(settings.runTime());
    engine = new RunEngine(elementStore, spool, rules, settings.clock());
  }

  /** Starts the sandbox. Throws a BindException if the port is in use. */
  public static Sandbox start(SandboxSettings settings) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(here, settings.port()), BACKLOG);
    Sandbox sandbox = new Sandbox(settings, server);
    sandbox.serve();
    return sandbox;
  }

  /** Runs the sandbox until Ctrl-C. The options are described in the package documentation. */
  public static void main(String[] args) throws InterruptedException {
    Sandbox sandbox = SandboxProgram.open(System.err, args).orElse(null);
    if (sandbox == null) {
      System.exit(2);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    // Printed after the hook is registered: a reader may stop the process at once
    SandboxProgram.greet(sandbox, System.out);
    new CountDownLatch(1).await();
  }

  /** Returns for example {@code http://127.0.0.1:40123}. */
  public String baseUrl() {
    return baseUrl;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String apiToken() {
    return settings.apiToken();
  }

  /** Builds a fault that applies to these calls. */
  public FaultBuilder on(Call call, Call... others) {
    return faults.on(EnumSet.of(call, others));
  }

  /** Makes runs end with this outcome. */
  public RunRule endRuns(RunOutcome outcome) {
    return rules.end(outcome);
  }

  /** Adds this number of warnings to runs. */
  public RunRule giveWarnings(int count) {
    return rules.warn(count);
  }

  /** Makes inbound runs return their own elements as results. */
  public RunRule giveResults() {
    return rules.giveResults();
  }

  /** Sets the time that runs take. */
  public RunRule letRunsTake(Duration time) {
    return rules.take(time);
  }

  /** Removes all faults and rules, and releases the calls that are held. */
  public void clearFaults() {
    faults.clear();
    rules.clear();
  }

  /** Refuses the API token. Access tokens stay valid. */
  public void refuseApiToken() {
    tokens.refuse();
  }

  public void acceptApiToken() {
    tokens.accept();
  }

  /** Lists the access tokens that were issued, valid or not. */
  public List<String> issuedTokens() {
    return tokens.issued();
  }

  /** Revokes all access tokens. */
  public void revokeTokens() {
    tokens.revoke();
  }

  /** Makes the API answer 404 for this run. */
  public void forget(String runId) {
    runs.forget(runId);
  }

  /** Lists the requests in the order of their answers. */
  public List<RecordedRequest> requests() {
    return requestLog.requests().toList();
  }

  public List<RecordedRequest> requests(Call call) {
    return requestLog.requests().filter(request -> request.call() == call).toList();
  }

  /** Lists all runs in the order in which they were created, forgotten ones included. */
  public List<RunRecord> runs() {
    engine.settleCompletely();
    Instant now = engine.now();
    return runs.all().map(run -> run.toRecord(now)).toList();
  }

  /** Throws an IllegalArgumentException if no run with this id was created. */
  public RunRecord run(String id) {
    engine.settleCompletely();
    return runs.find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("No run with the id " + id + " was created."))
        .toRecord(engine.now());
  }

  /** Lists the fast runs that were not refused, in the order in which they finished. */
  public List<RunRecord> fastRuns() {
    Instant now = engine.now();
    return fastRuns.all().map(run -> run.toRecord(now)).toList();
  }

  /** Lists the processor configurations in the order in which they were added. */
  public List<ConfigurationRecord> configurations() {
    return configurations.records();
  }

  /** Lists the elements of the workspace in the order in which they were added. */
  public List<WorkspaceElement> elements() {
    engine.settleCompletely();
    try {
      return elementStore.elements();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the requests that are in progress, held ones included. */
  public int inFlight() {
    return requestLog.inFlight();
  }

  public int peakConcurrency() {
    return requestLog.peak();
  }

  /** Closes all connections and deletes all data. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    server.stop(0);
    faults.clear();
    engine.close();
    threads.shutdownNow();
    try {
      threads.awaitTermination(500, TimeUnit.MILLISECONDS);
      elementStore.close();
      spool.delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return spool.directory();
  }

  private void serve() {
    BlobStore blobs = new BlobStore(baseUrl, settings.storageTime(), settings.clock());
    LdifInputs inputs = new LdifInputs(spool, blobs);
    TokenHandlers tokenHandlers = new TokenHandlers(tokens);
    PathMappings mappings = new PathMappings(runs, inputs);
    mappings.token(tokenHandlers);
    mappings.runs(
        new RunHandlers(engine, runs, inputs, configurations, settings.createAnswersArray()));
    mappings.runReads(new RunReadHandlers(engine, runs, blobs));
    mappings.fast(new FastHandlers(engine, fastRuns, rules, inputs));
    mappings.configurations(new ConfigurationHandlers(configurations));
    mappings.blobs(new BlobHandlers(blobs));
    mappings.control(
        new ControlHandlers(
            engine, runs, fastRuns, configurations, elementStore, tokens, requestLog));
    mappings.faults(new FaultHandlers(faults, rules));
    server.createContext(
        "/",
        new RequestDispatcher(
            mappings, tokenHandlers, engine, faults, requestLog, spool, settings.clock()));
    server.setExecutor(threads);
    DaemonThreads.run(server::start, "sandbox-start");
  }
}
