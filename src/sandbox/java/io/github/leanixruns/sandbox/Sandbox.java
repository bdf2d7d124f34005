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

/** Stands in for a LeanIX workspace, for trying, demonstrating and testing. */
public final class Sandbox implements AutoCloseable {
  static {
    // Else each answer on a kept connection waits 40 ms for an acknowledgement
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
  private final Workspace workspace;
  private final Tokens tokens;
  private final RunRules rules;
  private final RunEngine engine;
  private final RunStore runs = new RunStore();
  private final RunStore fastRuns = new RunStore();
  private final Configurations configurations = new Configurations();
  private final Faults faults = new Faults(runs::forget);
  private final Traffic traffic = new Traffic();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sandbox(SandboxSettings settings, HttpServer server) throws IOException {
    this.settings = settings;
    this.server = server;
    baseUrl = "http://127.0.0.1:" + server.getAddress().getPort();
    threads = Executors.newCachedThreadPool(work -> daemon(work, "sandbox"));
    spool = new Spool();
    workspace = new Workspace(spool);
    tokens = new Tokens(settings.apiToken(), settings.tokenTime(), settings.clock());
    rules = new RunRules(settings.runTime());
    engine = new RunEngine(workspace, spool, rules, settings.clock());
  }

  /** Starts serving; throws a BindException if the port is in use. */
  public static Sandbox start(SandboxSettings settings) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(here, settings.port()), BACKLOG);
    Sandbox sandbox = new Sandbox(settings, server);
    sandbox.serve();
    return sandbox;
  }

  /** Runs the sandbox until Ctrl-C: see the package's description for the options. */
  public static void main(String[] args) throws InterruptedException {
    Sandbox sandbox = SandboxProgram.open(System.err, args).orElse(null);
    if (sandbox == null) {
      System.exit(2);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    // Only now: whoever reads this may end the program, which then cleans up
    SandboxProgram.greet(sandbox, System.out);
    new CountDownLatch(1).await();
  }

  /** Answers for example {@code http://127.0.0.1:40123}. */
  public String baseUrl() {
    return baseUrl;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String apiToken() {
    return settings.apiToken();
  }

  /** Begins to tell a fault that meets these calls. */
  public FaultBuilder on(Call call, Call... others) {
    return faults.on(EnumSet.of(call, others));
  }

  /** Has runs end this way. */
  public RunRule endRuns(RunOutcome outcome) {
    return rules.end(outcome);
  }

  /** Has runs come with so many warnings. */
  public RunRule giveWarnings(int count) {
    return rules.warn(count);
  }

  /** Has inbound runs, too, produce results: the elements that they brought. */
  public RunRule giveResults() {
    return rules.giveResults();
  }

  /** Has runs take so long. */
  public RunRule letRunsTake(Duration time) {
    return rules.take(time);
  }

  /** Ends all faults and rules, and releases who is held. */
  public void clearFaults() {
    faults.clear();
    rules.clear();
  }

  /** Refuses the API token; access tokens stay good. */
  public void refuseApiToken() {
    tokens.refuse();
  }

  public void acceptApiToken() {
    tokens.accept();
  }

  /** Lists the access tokens handed out so far, good or not. */
  public List<String> issuedTokens() {
    return tokens.issued();
  }

  /** Makes all access tokens bad that were handed out so far. */
  public void revokeTokens() {
    tokens.revoke();
  }

  /** Has the API know this run no more. */
  public void forget(String runId) {
    runs.forget(runId);
  }

  /** Lists what was asked, in the order of answering. */
  public List<RecordedRequest> requests() {
    return traffic.requests().toList();
  }

  public List<RecordedRequest> requests(Call call) {
    return traffic.requests().filter(request -> request.call() == call).toList();
  }

  /** Lists all runs ever created, in the order of their coming, forgotten ones included. */
  public List<RunRecord> runs() {
    engine.settleWhateverItTakes();
    Instant now = engine.now();
    return runs.all().map(run -> run.toRecord(now)).toList();
  }

  /** Throws an IllegalArgumentException where there never was such a run. */
  public RunRecord run(String id) {
    engine.settleWhateverItTakes();
    return runs.find(id)
        .orElseThrow(() -> new IllegalArgumentException("There never was a run " + id + "."))
        .toRecord(engine.now());
  }

  /** Lists the fast runs that were not refused, in the order of their ends. */
  public List<RunRecord> fastRuns() {
    Instant now = engine.now();
    return fastRuns.all().map(run -> run.toRecord(now)).toList();
  }

  /** Lists the processor configurations in the order of their coming. */
  public List<ConfigurationRecord> configurations() {
    return configurations.records();
  }

  /** Lists the workspace's elements in the order of their coming. */
  public List<Element> elements() {
    engine.settleWhateverItTakes();
    try {
      return workspace.elements();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the requests that are being served now, held ones included. */
  public int inFlight() {
    return traffic.inFlight();
  }

  public int peakConcurrency() {
    return traffic.peak();
  }

  /** Cuts all connections and forgets everything; does nothing the second time. */
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
      workspace.close();
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
    Inputs inputs = new Inputs(spool, blobs);
    TokenHandlers tokenHandlers = new TokenHandlers(tokens);
    Routes routes = new Routes(runs, inputs);
    routes.token(tokenHandlers);
    routes.runs(
        new RunHandlers(engine, runs, inputs, configurations, settings.createAnswersArray()));
    routes.runReads(new RunReadHandlers(engine, runs, blobs));
    routes.fast(new FastHandlers(engine, fastRuns, rules, inputs));
    routes.configurations(new ConfigurationHandlers(configurations));
    routes.blobs(new BlobHandlers(blobs));
    routes.control(
        new ControlHandlers(engine, runs, fastRuns, configurations, workspace, tokens, traffic));
    routes.faults(new FaultHandlers(faults, rules));
    server.createContext(
        "/", new Router(routes, tokenHandlers, engine, faults, traffic, spool, settings.clock()));
    server.setExecutor(threads);
    startAsDaemon();
  }

  /** The server's own thread is a daemon if the thread that starts it is one. */
  private void startAsDaemon() {
    Thread starter = daemon(server::start, "sandbox-start");
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
