package io.github.leanixruns.observe;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.RoutePolicy;

/**
 * Measures the times of steps and of calls to LeanIX; the routes between them would cost more to
 * measure than they tell.
 */
public final class TimedRoutes extends MicrometerRoutePolicyFactory {

  private static final String STEP = "run-step";
  private static final String CALLS = "leanix-api-";
  // what all calls go through
  private static final Set<String> WITHIN_CALLS =
      Set.of("leanix-api-authorize", "leanix-api-call", "leanix-api-http", "leanix-api-send");

  public TimedRoutes(MeterRegistry meters) {
    setMeterRegistry(meters);
    setSkipCamelInfo(true);
    getPolicyConfiguration().setContextEnabled(false);
    getPolicyConfiguration().setRouteEnabled(true);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return routeId.equals(STEP) || routeId.startsWith(CALLS) && !WITHIN_CALLS.contains(routeId)
        ? super.createRoutePolicy(context, routeId, route)
        : null;
  }
}
