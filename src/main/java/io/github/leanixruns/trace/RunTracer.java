package io.github.leanixruns.trace;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.run.Run;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.telemetry.Op;

/**
 * Camel's tracer with the trace of a run: spans for its receipt, its steps and its calls, but not
 * for the routes and endpoints between them.
 */
final class RunTracer extends OpenTelemetryTracer {

  // run-status is the request for the status as well
  private static final Pattern TRACED =
      Pattern.compile(
          "inbox-receive|run-(create|start|start-again|start-lost|status)|full-load|processors-configure"
              + "|fast-step|upload|outbox-(deliver|fail)|queue-send"
              + "|leanix-(api|storage)-(?!(authorize|http|report|start|status|status-list|warnings)$).*");

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return TRACED.matcher(routeId).matches() ? new SpanOfRoute() : null;
  }

  /** Excludes the endpoints that routes send to: the routes behind them have the spans. */
  @Override
  public boolean exclude(String endpointUri, CamelContext context) {
    return true;
  }

  @Override
  protected void beginEventSpan(Exchange exchange, Endpoint endpoint, Op op) throws Exception {
    // read if the exchange has no span yet, and replaced by that of the new span
    exchange.getIn().setHeader(Traceparent.HEADER, parentOf(exchange));
    super.beginEventSpan(exchange, endpoint, op);
    Span span = Span.current();
    span.setAttribute(SpanAttributes.BEFORE, SpanAttributes.progressOf(exchange));
    // after parallel transfers, the route may end on another thread
    exchange.setProperty(keyOf(endpoint), span);
  }

  private static String keyOf(Endpoint endpoint) {
    return "leanix-span " + endpoint.getEndpointUri();
  }

  private static String parentOf(Exchange exchange) {
    if (exchange.getVariable("run") instanceof Run run) {
      return run.traceparent();
    }
    if (exchange.getVariable("claim") instanceof Claim claim) {
      return claim.origin().traceparent();
    }
    // a token that a run needs is requested with an exchange of its own, on the same thread
    SpanContext current = Span.current().getSpanContext();
    return current.isValid()
        ? "00-"
            + current.getTraceId()
            + "-"
            + current.getSpanId()
            + "-"
            + current.getTraceFlags().asHex()
        : null;
  }

  @Override
  protected void endEventSpan(Exchange exchange, Endpoint endpoint) throws Exception {
    Span span = (Span) exchange.removeProperty(keyOf(endpoint));
    Attributes attributes = SpanAttributes.of(exchange);
    span.setAllAttributes(attributes);
    if (attributes.get(SpanAttributes.ERROR) != null) {
      span.setStatus(StatusCode.ERROR);
    }
    super.endEventSpan(exchange, endpoint);
  }

  private final class SpanOfRoute extends RoutePolicySupport {

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      try {
        beginEventSpan(exchange, route.getEndpoint(), Op.EVENT_RECEIVED);
      } catch (Exception e) {
        throw new RuntimeCamelException(e);
      }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      try {
        endEventSpan(exchange, route.getEndpoint());
      } catch (Exception e) {
        throw new RuntimeCamelException(e);
      }
    }
  }
}
