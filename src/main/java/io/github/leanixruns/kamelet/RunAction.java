package io.github.leanixruns.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.ldif.LdifRejectedException;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiRoutes;
import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.run.Delays;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.StreamCache;
import org.apache.camel.Variable;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.URISupport;

/**
 * Keeps what the kamelet {@code leanix-run-action} knows of a run while it waits for it: in
 * variables of the exchange, under the names that the API routes read.
 *
 * <p>One for each place where the kamelet is used; its properties are the kamelet's.
 */
public final class RunAction implements CamelContextAware {

  private static final int NOTHING = 0;
  private static final Set<String> ENDS = Set.of("DELIVERED", "FAILED");

  private final Clock clock = Clock.systemUTC();
  private final LdifCheck check = new LdifCheck(HeaderDefaults.none());
  private CamelContext context;
  private Answers answers;
  private String baseUrl;
  private String apiToken;
  private boolean test;
  private String executionGroup;
  private Duration poll;
  private Duration pollMax;
  private Duration timeout;
  private Workspace workspace;
  private Delays delays;

  public void setBaseUrl(String baseUrl) {
    this.baseUrl = baseUrl.replaceAll("/+$", "");
  }

  public void setApiToken(String apiToken) {
    this.apiToken = apiToken;
  }

  public void setTest(boolean test) {
    this.test = test;
  }

  public void setExecutionGroup(String executionGroup) {
    this.executionGroup = executionGroup.isBlank() ? null : executionGroup;
  }

  public void setPoll(String poll) {
    this.poll = duration(poll);
  }

  public void setPollMax(String pollMax) {
    this.pollMax = duration(pollMax);
  }

  public void setTimeout(String timeout) {
    this.timeout = duration(timeout);
  }

  private static Duration duration(String text) {
    return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  /** Makes what the kamelet needs; nothing is added or asked before the first run. */
  public void open() {
    // one that Camel does not know, when it writes an address into a log or an exception
    URISupport.addSanitizeKeywords("apiToken");
    answers = ApiRoutes.bindParts(context, clock);
    delays =
        new Delays(
            clock,
            () -> ThreadLocalRandom.current().nextDouble(),
            run -> new PollingPolicy(poll, pollMax, timeout));
    workspace =
        new Workspace(
            baseUrl,
            ApiToken.of(apiToken, "apiToken and baseUrl"),
            clock,
            pollMax,
            new ApiTokenHealthCheck("api-token", clock),
            ApiRoutes.tokenCall(context));
  }

  /**
   * Checks the LDIF in the body and keeps it in a file until the exchange is over.
   *
   * @throws RunRejectedException when LeanIX cannot be asked to run it
   */
  public void begin(Exchange exchange) throws Exception {
    // not before: while a context starts, routes that are added do not start
    ApiRoutes.addTo(context);
    Path ldif = checked(keep(exchange), exchange);
    Caller caller = Caller.of(exchange);
    exchange.getVariables().clear();
    exchange.setVariable("caller", caller);
    exchange.setVariable("workspace", workspace);
    exchange.setVariable("executionGroup", executionGroup);
    exchange.setVariable("ldifFile", ldif.toFile());
    exchange.setVariable("run", newRun());
    exchange.setVariable("dueIn", NOTHING);
  }

  private Map<String, Object> newRun() {
    Map<String, Object> run = new HashMap<>();
    run.put("id", UUID.randomUUID().toString());
    run.put("stage", "RECEIVED");
    run.put("test", test ? 1 : 0);
    return run;
  }

  private static Path keep(Exchange exchange) throws IOException {
    Path file = temporaryFile(exchange);
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    if (body != null) {
      try (OutputStream out = Files.newOutputStream(file)) {
        body.transferTo(out);
      }
    }
    return file;
  }

  private Path checked(Path file, Exchange exchange) throws IOException, RunRejectedException {
    try {
      CheckedLdif ldif = check.check(file);
      if (ldif.sentAsDropped()) {
        return file;
      }
      Path edited = temporaryFile(exchange);
      ldif.edits().write(file, edited);
      return edited;
    } catch (LdifRejectedException e) {
      throw new RunRejectedException(e.reason() + " " + e.advice(), null, null);
    }
  }

  private static Path temporaryFile(Exchange exchange) throws IOException {
    Path file = Files.createTempFile("leanix-run-", ".json");
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                // one that is left behind does no harm
                file.toFile().delete();
              }
            });
    return file;
  }

  public boolean isUnderWay(@Variable("run") Map<String, Object> run) {
    return !ENDS.contains(run.get("stage"));
  }

  public void created(@Variable("run") Map<String, Object> run, Exchange exchange) {
    run.put("run_id", exchange.getMessage().getBody(String.class));
    reach("CREATED", run);
  }

  public void started(@Variable("run") Map<String, Object> run) {
    run.put("started_at", clock.millis());
    reach("STARTED", run);
  }

  /**
   * Takes over what LeanIX says of a started run.
   *
   * @throws RunException when it ended there, but not well, or takes too long
   */
  public void asked(@Variable("run") Map<String, Object> run, Exchange exchange)
      throws RunException {
    String status = exchange.getMessage().getBody(String.class);
    run.put("status", status);
    String runId = (String) run.get("run_id");
    switch (status) {
      case "FINISHED" -> reach("FINISHED", run);
      case "FAILED" ->
          throw new RunFailedException("The run failed in LeanIX: " + runId, runId, status);
      case "STOPPED" ->
          throw new RunStoppedException("The run was stopped in LeanIX: " + runId, runId, status);
      default -> waitOrGiveUp(run, exchange);
    }
  }

  private void waitOrGiveUp(Map<String, Object> run, Exchange exchange)
      throws RunTimedOutException {
    if (delays.hasTimedOut(run)) {
      throw timedOut("The run is not finished: LeanIX says " + run.get("status"), run);
    }
    run.remove("failing_since");
    exchange.setVariable("dueIn", delays.untilNextStatus(run).toMillis());
  }

  /** Keeps the results as a stream that can be read again, or an empty body. */
  public void results(@Variable("run") Map<String, Object> run, Exchange exchange)
      throws IOException {
    // closed whatever happens: the exchange, and a connection with it, may live for hours yet
    try (InputStream results = exchange.getMessage().getBody(InputStream.class)) {
      exchange.setVariable("results", results == null ? null : kept(results, exchange));
    }
    reach("DELIVERED", run);
  }

  private static StreamCache kept(InputStream results, Exchange exchange) throws IOException {
    CachedOutputStream kept = new CachedOutputStream(exchange);
    results.transferTo(kept);
    kept.close();
    return kept.newStreamCache();
  }

  private static void reach(String stage, Map<String, Object> run) {
    run.put("stage", stage);
    run.remove("failing_since");
  }

  /** Decides what a call without a good answer means. */
  public void failed(
      @Variable("run") Map<String, Object> run,
      @ExchangeException Exception failure,
      Exchange exchange) {
    Exception end = endIn(run, failure);
    if (end == null) {
      exchange.setVariable("dueIn", delays.untilRetry(run, failure).toMillis());
    } else {
      exchange.setVariable("end", end);
      run.put("stage", "FAILED");
    }
  }

  /** Returns what the caller gets, or null where the failure passes. */
  private Exception endIn(Map<String, Object> run, Exception failure) {
    if (failure instanceof RunException || failure instanceof ApiTokenRefusedException) {
      return failure;
    }
    if (failure instanceof HttpOperationFailedException answer && answers.isRefusal(answer)) {
      return new RunFailedException(
          "LeanIX refuses the run: " + ErrorMessages.of(answer),
          (String) run.get("run_id"),
          (String) run.get("status"));
    }
    run.putIfAbsent("failing_since", clock.millis());
    return delays.isPatienceOver(run)
        ? timedOut("LeanIX gave no usable answer: " + ErrorMessages.of(failure), run)
        : null;
  }

  private RunTimedOutException timedOut(String words, Map<String, Object> run) {
    return new RunTimedOutException(
        "%s (after more than %s)"
            .formatted(words, timeout.toString().substring(2).toLowerCase(Locale.ROOT)),
        (String) run.get("run_id"),
        (String) run.get("status"));
  }

  /**
   * Gives the caller its exchange back, with the results and what was learned.
   *
   * @throws Exception when the run did not end well
   */
  public void end(
      @Variable("run") Map<String, Object> run,
      @Variable("warnings") Warnings warnings,
      @Variable("statistics") JsonNode statistics,
      Exchange exchange)
      throws Exception {
    Object results = exchange.getVariable("results");
    Exception end = exchange.getVariable("end", Exception.class);
    exchange.getVariable("caller", Caller.class).restore(exchange);
    if (end != null) {
      throw end;
    }
    exchange.getMessage().setBody(results);
    exchange.getMessage().setHeader("LeanixRunId", run.get("run_id"));
    exchange.getMessage().setHeader("LeanixStatus", run.get("status"));
    exchange.getMessage().setHeader("LeanixTest", test);
    exchange.getMessage().setHeader("LeanixWarningCount", warnings == null ? 0 : warnings.count());
    exchange
        .getMessage()
        .setHeader("LeanixStatistics", statistics == null ? null : statistics.toString());
  }

  /** What belongs to the route that uses the kamelet. */
  private record Caller(Object body, Map<String, Object> headers, Map<String, Object> variables) {

    static Caller of(Exchange exchange) {
      MessageHelper.resetStreamCache(exchange.getMessage());
      return new Caller(
          exchange.getMessage().getBody(),
          new HashMap<>(exchange.getMessage().getHeaders()),
          new HashMap<>(exchange.getVariables()));
    }

    void restore(Exchange exchange) {
      exchange.getVariables().clear();
      variables.forEach(exchange::setVariable);
      exchange.getMessage().removeHeaders("*");
      headers.forEach(exchange.getMessage()::setHeader);
      exchange.getMessage().setBody(body);
    }
  }
}
