package io.github.leanixruns.hub;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.run.Run;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls routes from Java. An exception of a route is thrown. */
final class RouteCalls {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");

  private final ProducerTemplate template;
  // by lane
  private final Map<String, Exchange> steps = new ConcurrentHashMap<>();

  RouteCalls(CamelContext context) {
    this.template = context.createProducerTemplate();
  }

  /** Executes a step of a lane and returns the delay until the next one, or null. */
  Duration step(String lane) throws Exception {
    Exchange step =
        template.send(
            "direct:run-step",
            request -> {
              request.setVariable("lane", lane);
              steps.put(lane, request);
            });
    // for the lines about its failure
    RunInLog.show(step);
    if (step.getException() != null && !step.getContext().isRunAllowed()) {
      logInterrupted(lane);
      return Duration.ZERO;
    }
    steps.remove(lane);
    return succeeded(step).getVariable("dueIn", Duration.class);
  }

  /** Logs which runs continue at the next start, of those whose step is still being executed. */
  void logInterrupted() {
    steps.keySet().forEach(this::logInterrupted);
  }

  private void logInterrupted(String lane) {
    Exchange step = steps.remove(lane);
    if (step != null && step.getVariable("run") instanceof Run run) {
      LOG.info(
          "[{}] {}, interrupted by the stop. It continues at the next start.",
          run.label(),
          run.progress());
    }
  }

  /** Receives a claimed file. */
  void receive(Claim claim) throws Exception {
    call("direct:inbox-receive", Map.of("claim", claim));
  }

  /**
   * Creates the run of a firing and returns its ledger id, or returns null if the last run of the
   * schedule is still open.
   */
  String fire(String schedule, DeliveryKey key, String lastRun) throws Exception {
    Map<String, Object> variables = new HashMap<>();
    variables.put("schedule", schedule);
    variables.put("deliveryKey", key);
    variables.put("lastRun", lastRun);
    Claim claim = call("direct:schedule-fire", variables).getVariable("claim", Claim.class);
    return claim == null ? null : claim.id();
  }

  private Exchange call(String route, Map<String, Object> variables) throws Exception {
    return succeeded(send(route, variables));
  }

  private Exchange send(String route, Map<String, Object> variables) {
    return template.send(route, request -> variables.forEach(request::setVariable));
  }

  private static Exchange succeeded(Exchange exchange) throws Exception {
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange;
  }
}
