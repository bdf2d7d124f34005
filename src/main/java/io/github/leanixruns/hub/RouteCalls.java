package io.github.leanixruns.hub;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.DeliveryKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls the routes that Java asks for something: each answers in its own way, or throws. */
final class RouteCalls {

  private final ProducerTemplate template;

  RouteCalls(CamelContext context) {
    this.template = context.createProducerTemplate();
  }

  /** Takes a lane one step further and returns when it is due again, or null. */
  Duration step(String lane) throws Exception {
    return call("direct:run-step", "lane", lane).getVariable("dueIn", Duration.class);
  }

  /** Gives a claimed file its row in the ledger. */
  void receive(Claim claim) throws Exception {
    call("direct:inbox-receive", "claim", claim);
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

  private Exchange call(String route, String variable, Object value) throws Exception {
    return call(route, Map.of(variable, value));
  }

  private Exchange call(String route, Map<String, Object> variables) throws Exception {
    Exchange exchange = template.send(route, request -> variables.forEach(request::setVariable));
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange;
  }
}
