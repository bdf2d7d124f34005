package io.github.leanixruns.observe;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.RoutePolicy;

/** Measures the time of steps and of calls to LeanIX, but not of the routes between them. */
public final class TimedRoutes extends MicrometerRoutePolicyFactory {

  private static final Pattern TIMED =
      Pattern.compile("run-step|leanix-(api|storage)-(?!(authorize|http)$).*");

  public TimedRoutes(MeterRegistry meters) {
    setMeterRegistry(meters);
    setSkipCamelInfo(true);
    getPolicyConfiguration().setContextEnabled(false);
    getPolicyConfiguration().setRouteEnabled(true);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return TIMED.matcher(routeId).matches()
        ? super.createRoutePolicy(context, routeId, route)
        : null;
  }
}
