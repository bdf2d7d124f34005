package io.github.leanixruns.kamelet;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.MessageHelper;

/**
 * The message and the variables of the route that uses the kamelet.
 *
 * @param caught the exception that the route has caught, or null
 */
record CallerMessage(
    Object body, Map<String, Object> headers, Map<String, Object> variables, Object caught) {

  static CallerMessage of(Exchange exchange) {
    MessageHelper.resetStreamCache(exchange.getMessage());
    return new CallerMessage(
        exchange.getMessage().getBody(),
        new HashMap<>(exchange.getMessage().getHeaders()),
        new HashMap<>(exchange.getVariables()),
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT));
  }

  void restore(Exchange exchange) {
    exchange.getVariables().clear();
    variables.forEach(exchange::setVariable);
    exchange.getMessage().removeHeaders("*");
    headers.forEach(exchange.getMessage()::setHeader);
    exchange.getMessage().setBody(body);
    MessageHelper.resetStreamCache(exchange.getMessage());
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
  }
}
