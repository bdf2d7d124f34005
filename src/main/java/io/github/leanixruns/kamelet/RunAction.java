package io.github.leanixruns.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiRoutes;
import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.RequestBudget;
import io.github.leanixruns.leanix.ResultsNotReadyException;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.ExpectedResults;
import io.github.leanixruns.run.FailureDecision;
import io.github.leanixruns.run.RunFailures;
import io.github.leanixruns.storage.CreateCall;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.util.URISupport;

/**
 * Keeps the state of a run of the kamelet {@code leanix-run-action} in variables of the exchange.
 *
 * <p>There is one instance for each place where the kamelet is used. Its properties are those of
 * the kamelet.
 */
public final class RunAction implements CamelContextAware {

  private final Clock clock = Clock.systemUTC();
  private final ExpectedResults expectedResults = new ExpectedResults();
  private CamelContext context;
  private String baseUrl;
  private String apiToken;
  private int requestsPerSecond;
  private boolean test;
  private String executionGroup;
  private Duration poll;
  private Duration pollMax;
  private Duration timeout;
  private ResultsMode results;
  private Channel channel;
  private Delays delays;
  private RunFailures failures;

  public void setBaseUrl(String baseUrl) {
    this.baseUrl = baseUrl.replaceAll("/+$", "");
  }

  public void setApiToken(String apiToken) {
    this.apiToken = apiToken;
  }

  public void setRequestsPerSecond(int requestsPerSecond) {
    this.requestsPerSecond = requestsPerSecond;
  }

  public void setTest(boolean test) {
    this.test = test;
  }

  public void setExecutionGroup(String executionGroup) {
    this.executionGroup = executionGroup.isBlank() ? null : executionGroup;
  }

  public void setPoll(Duration poll) {
    this.poll = poll;
  }

  public void setPollMax(Duration pollMax) {
    this.pollMax = pollMax;
  }

  public void setTimeout(Duration timeout) {
    this.timeout = timeout;
  }

  public void setResults(String results) {
    this.results = ResultsMode.of(results);
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  /** Creates the beans that the kamelet needs. */
  public void open() {
    // Camel does not know this name when it writes an address to a log or an exception
    URISupport.addSanitizeKeywords("apiToken");
    Answers answers = ApiRoutes.bindBeans(context, clock);
    context.getRegistry().bind("leanixCreateCall", new CreateCall(answers));
    delays = new Delays(clock, () -> ThreadLocalRandom.current().nextDouble());
    failures = new RunFailures(null, delays);
    Workspace workspace =
        new Workspace(
            baseUrl,
            ApiToken.of(apiToken, "apiToken and baseUrl"),
            new RequestBudget(requestsPerSecond),
            clock,
            pollMax,
            new ApiTokenHealthCheck("api-token", clock),
            ApiRoutes.tokenCall(context));
    channel =
        Channel.unnamed(
            workspace,
            new LdifCheck(HeaderDefaults.none()),
            test,
            executionGroup,
            new PollingPolicy(poll, pollMax, timeout),
            results);
  }

  /**
   * Checks the LDIF in the body and sets the variables of the run.
   *
   * @throws RunRejectedException if the body is not an LDIF
   */
  public void begin(Exchange exchange) throws Exception {
    // not before: routes that are added during the start of a context are not started
    ApiRoutes.addTo(context);
    CallerMessage caller = CallerMessage.of(exchange);
    TemporaryLdif ldif = TemporaryLdif.of(exchange, channel.check());
    exchange.getVariables().clear();
    exchange.setVariable("caller", caller);
    exchange.setVariable("channel", channel);
    exchange.setVariable("workspace", channel.workspace());
    exchange.setVariable("ldifFile", ldif.file().toFile());
    exchange.setVariable("run", OpenRun.received(test, ldif.processingDirection()));
    exchange.setVariable("dueIn", Duration.ZERO.toMillis());
  }

  /** Sets the run id, which is in the body. */
  public void created(@Variable("run") OpenRun run, Exchange exchange) {
    exchange.setVariable("run", run.created(exchange.getMessage().getBody(String.class)));
  }

  /** Records that the run is started. */
  public void started(@Variable("run") OpenRun run, Exchange exchange) {
    exchange.setVariable("run", run.started(clock.instant()));
  }

  /**
   * Records the status of a started run, which is in the body.
   *
   * @throws RunException if the run failed or was stopped in LeanIX, or takes too long
   */
  public void reported(@Variable("run") OpenRun run, Exchange exchange) throws RunException {
    String status = exchange.getMessage().getBody(String.class);
    OpenRun reported = run.reported(status);
    exchange.setVariable("run", reported);
    switch (status) {
      case "FINISHED" -> exchange.setVariable("run", reported.at("FINISHED"));
      case "FAILED" ->
          throw new RunFailedException(
              "The run failed in LeanIX: " + run.runId(), run.runId(), status);
      case "STOPPED" ->
          throw new RunStoppedException(
              "The run was stopped in LeanIX: " + run.runId(), run.runId(), status);
      default -> waitOrGiveUp(reported, exchange);
    }
  }

  private void waitOrGiveUp(OpenRun run, Exchange exchange) throws RunTimedOutException {
    if (delays.hasTimedOut(run, channel)) {
      throw RunTimedOutException.after(
          timeout, "The run is not finished: its status is " + run.status(), run);
    }
    if (delays.isStartLost(run, run.status())) {
      exchange.setVariable("run", run.at("CREATED"));
    }
    exchange.setVariable("dueIn", delays.untilNextStatus(run, channel).toMillis());
  }

  /**
   * Keeps the results in the body as a stream that can be read again.
   *
   * @throws ResultsNotReadyException if there are no results yet
   */
  public void results(@Variable("run") OpenRun run, Exchange exchange) throws IOException {
    // closed here: the exchange, and with it the connection, may live for hours
    try (InputStream found = exchange.getMessage().getBody(InputStream.class)) {
      if (found != null) {
        exchange.setVariable("results", StreamCaches.of(found, exchange));
      } else if (expectedResults.areExpected(run, channel)) {
        expectedResults.await(run);
      }
    }
    exchange.setVariable("run", run.at("DELIVERED"));
  }

  /** Decides whether a failed step is repeated or ends the run. */
  public void failed(
      @Variable("run") OpenRun run, @ExchangeException Exception failure, Exchange exchange) {
    OpenRun failing = run.failing(clock.instant());
    FailureDecision decision =
        failures.decideWithoutLedger(failing, channel.pollingPolicy(), failure);
    if (decision.isRetry()) {
      exchange.setVariable("run", failing);
      exchange.setVariable("dueIn", decision.delay().toMillis());
    } else {
      exchange.setVariable("run", failing.at("FAILED"));
      exchange.setVariable("failure", RunException.of(decision, failure, failing, timeout));
    }
  }

  /**
   * Restores the caller's message and adds the results.
   *
   * @throws Exception if the run was not delivered
   */
  public void end(
      @Variable("run") OpenRun run,
      @Variable("warnings") Warnings warnings,
      @Variable("statistics") JsonNode statistics,
      Exchange exchange)
      throws Exception {
    Object results = exchange.getVariable("results");
    Exception failure = exchange.getVariable("failure", Exception.class);
    exchange.getVariable("caller", CallerMessage.class).restore(exchange);
    if (failure != null) {
      throw failure;
    }
    var message = exchange.getMessage();
    message.setBody(results);
    message.setHeader("LeanixRunId", run.runId());
    message.setHeader("LeanixStatus", run.status());
    message.setHeader("LeanixTest", test);
    message.setHeader("LeanixWarningCount", warnings == null ? 0 : warnings.count());
    message.setHeader("LeanixStatistics", statistics == null ? null : statistics.toString());
  }
}
