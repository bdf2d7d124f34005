package io.github.leanixruns.kamelet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.model.Model;

/** Keeps the message of the route that uses the kamelet {@code leanix-inbox-sink}. */
public final class InboxSink {

  private static final String ROUTE = "inbox-hub";

  private static final List<String> RESULTS =
      List.of("LeanixLedgerId", "LeanixStage", "LeanixReason");

  private String channel;

  public void setChannel(String channel) {
    this.channel = channel;
  }

  /**
   * Sets the channel of the LDIF.
   *
   * @throws IllegalStateException if the application has no hub
   */
  public void begin(Exchange exchange) {
    Model model = exchange.getContext().getCamelContextExtension().getContextPlugin(Model.class);
    if (model.getRouteDefinition(ROUTE) == null) {
      throw new IllegalStateException(
          "This application has no leanix-runs hub: it has no route "
              + ROUTE
              + ". Put this route beside the routes of leanix-runs, or use the kamelet leanix-run-action.");
    }
    CallerMessage caller = CallerMessage.of(exchange);
    exchange.getVariables().clear();
    exchange.setVariable("caller", caller);
    // the message may have the headers of an earlier run
    RESULTS.forEach(exchange.getMessage()::removeHeader);
    exchange.getMessage().setHeader("LeanixChannel", channel.isBlank() ? null : channel);
  }

  /** Restores the message, and adds what became of the LDIF. */
  public void end(@Variable("caller") CallerMessage caller, Exchange exchange) {
    if (caller == null) {
      return;
    }
    Message message = exchange.getMessage();
    Map<String, Object> results = new HashMap<>();
    RESULTS.forEach(name -> results.put(name, message.getHeader(name)));
    caller.restore(exchange);
    if (results.get("LeanixLedgerId") != null) {
      results.forEach(message::setHeader);
      message.setBody(null);
    }
  }
}
