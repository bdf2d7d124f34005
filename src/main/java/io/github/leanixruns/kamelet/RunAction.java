package io.github.leanixruns.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.inbox.Lane;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiRoutes;
import io.github.leanixruns.leanix.ResultsNotReadyException;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.ExpectedResults;
import io.github.leanixruns.run.FailureDecision;
import io.github.leanixruns.run.RunFailures;
import io.github.leanixruns.run.SteadyClock;
import io.github.leanixruns.storage.CreateCall;
import io.github.leanixruns.trace.Traceparent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/**
 * Keeps the state of a run of the kamelet {@code leanix-run-action} in variables of the exchange.
 *
 * <p>There is one instance for each place where the kamelet is used.
 */
public final class RunAction extends RunActionParameters {

  private final Clock clock = new SteadyClock(Clock.systemUTC());
  private final ExpectedResults expectedResults = new ExpectedResults();
  private SharedWorkspace shared;
  private Channel channel;
  private Delays delays;
  private RunFailures failures;

  /** Creates the beans that the kamelet needs. */
  public void open() {
    SensitiveNames.register(context);
    Answers answers = ApiRoutes.bindBeans(context, clock);
    context.getRegistry().bind("leanixCreateCall", new CreateCall(answers));
    delays = new Delays(clock, () -> ThreadLocalRandom.current().nextDouble());
    failures = new RunFailures(null, delays);
    shared =
        SharedWorkspace.of(
            context,
            new SharedWorkspace.Parameters(baseUrl, apiToken, requestsPerSecond, openRuns),
            clock);
    channel =
        Channel.unnamed(
            shared.workspace(),
            new LdifCheck(HeaderDefaults.none()),
            test,
            executionGroup,
            pollingPolicy(),
            results);
  }

  /**
   * Checks the LDIF in the body and sets the variables of the run.
   *
   * @throws RunException if the body is not an LDIF, or the message is redelivered and its run has
   *     ended
   */
  public void begin(Exchange exchange) throws Exception {
    // not before: routes that are added during the start of a context are not started
    ApiRoutes.addTo(context);
    String named = runId.evaluate(exchange, String.class);
    RunOfMessage begun =
        named == null || named.isBlank()
            ? RunOfMessage.of(exchange, channel, clock)
            : RunOfMessage.named(named, exchange, channel, clock);
    exchange.getVariables().clear();
    exchange.setVariable("begun", begun);
    exchange.setVariable("channel", channel);
    exchange.setVariable("workspace", channel.workspace());
    exchange.setVariable("ldifFile", begun.ldif() == null ? null : begun.ldif().file().toFile());
    exchange.setVariable("run", begun.run());
    exchange.setVariable("dueIn", Duration.ZERO);
    boolean hasLane = inOrder && begun.ldif() != null;
    exchange.setVariable(
        "turn",
        shared
            .queue()
            .enter(hasLane ? Lane.ofConnector(begun.ldif().header(), channel.workspace()) : null));
  }

  /** Waits for the turn of the run, and later until its next step, with the caller's trace. */
  public CompletableFuture<Void> pause(
      @Variable("begun") RunOfMessage begun,
      @Variable("turn") RunQueue.Turn turn,
      @Variable("dueIn") Duration dueIn,
      Exchange exchange) {
    String trace = Traceparent.valid(begun.caller().headers().get(Traceparent.HEADER));
    if (trace != null) {
      exchange.getMessage().setHeader(Traceparent.HEADER, trace);
    }
    return turn.begins().isDone() ? shared.waits().until(dueIn) : turn.begins();
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
    if (run.isNotStarted()) {
      exchange.setVariable("run", run.at("CREATED"));
      return;
    }
    if (delays.hasTimedOut(run, channel)) {
      throw RunTimedOutException.after(
          timeout, "The run is not finished: its status is " + run.status(), run);
    }
    if (delays.isStartLost(run, run.status())) {
      exchange.setVariable("run", run.at("CREATED"));
    }
    exchange.setVariable("dueIn", delays.untilNextStatus(run, channel));
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
      exchange.setVariable("dueIn", decision.delay());
    } else {
      exchange.setVariable("run", failing.at("FAILED"));
      exchange.setVariable("failure", RunException.of(decision, failure, failing, timeout));
    }
  }

  /**
   * Restores the caller's message and adds the results. Does nothing if the run has not begun.
   *
   * @throws Exception if the run was not delivered
   */
  public void end(
      @Variable("begun") RunOfMessage begun,
      @Variable("turn") RunQueue.Turn turn,
      @Variable("run") OpenRun run,
      @Variable("warnings") Warnings warnings,
      @Variable("statistics") JsonNode statistics,
      Exchange exchange)
      throws Exception {
    if (begun == null) {
      return;
    }
    Object results = exchange.getVariable("results");
    Exception failure = exchange.getVariable("failure", Exception.class);
    shared.queue().leave(turn);
    begun.caller().restore(exchange);
    if (failure instanceof RunException ofRun) {
      ofRun.isOf(begun);
    }
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
