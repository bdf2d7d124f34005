package io.github.leanixruns.kamelet;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.MessageHelper;

/** The message and the variables of the route that uses the kamelet. */
record CallerMessage(Object body, Map<String, Object> headers, Map<String, Object> variables) {

  static CallerMessage of(Exchange exchange) {
    MessageHelper.resetStreamCache(exchange.getMessage());
    return new CallerMessage(
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
