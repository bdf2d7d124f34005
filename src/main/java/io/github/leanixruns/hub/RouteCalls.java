package io.github.leanixruns.hub;

import io.github.leanixruns.inbox.Claim;
import java.time.Duration;
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

  private Exchange call(String route, String variable, Object value) throws Exception {
    Exchange exchange = template.send(route, request -> request.setVariable(variable, value));
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange;
  }
}
