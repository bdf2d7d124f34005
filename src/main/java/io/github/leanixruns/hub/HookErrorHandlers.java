package io.github.leanixruns.hub;

import java.util.regex.Pattern;
import org.apache.camel.model.ModelLifecycleStrategy;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * Sets the error handlers of hooks that have none of their own. Camel's default would log a stack
 * trace for each attempt, while the run says once that its hook fails.
 */
final class HookErrorHandlers implements ModelLifecycleStrategy {

  private static final Pattern HOOK =
      Pattern.compile("(direct|seda):(//)?leanix-(finished|failed)\\b.*");

  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    String from = route.getInput().getEndpointUri();
    if (!HOOK.matcher(from).matches()) {
      return;
    }
    if (from.startsWith("direct")) {
      route.setErrorHandlerFactoryIfNull(new NoErrorHandlerDefinition());
    } else {
      DefaultErrorHandlerDefinition oneLine = new DefaultErrorHandlerDefinition();
      oneLine.setRedeliveryPolicy(
          new RedeliveryPolicyDefinition().logStackTrace(false).logExhaustedMessageHistory(false));
      route.setErrorHandlerFactoryIfNull(oneLine);
    }
  }

  @Override
  public void onRemoveRouteDefinition(RouteDefinition route) {
    // nothing to undo
  }

  @Override
  public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
    // its routes are added like others
  }

  @Override
  public void onRemoveRouteTemplateDefinition(RouteTemplateDefinition template) {
    // nothing to undo
  }
}
