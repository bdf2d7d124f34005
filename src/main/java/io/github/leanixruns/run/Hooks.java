package io.github.leanixruns.run;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.util.URISupport;

/** Tells whether there is a hook, so that nothing is prepared without one. */
public final class Hooks {

  private final CamelContext context;

  public Hooks(CamelContext context) {
    this.context = context;
  }

  /** Tells whether a route consumes from {@code direct:} or {@code seda:} of this name. */
  public boolean exists(String name) {
    return context.getRoutes().stream()
        .map(Hooks::from)
        .anyMatch(from -> from.equals("direct://" + name) || from.equals("seda://" + name));
  }

  private static String from(Route route) {
    return URISupport.stripQuery(route.getEndpoint().getEndpointUri());
  }
}
