package io.github.leanixruns;

import io.github.leanixruns.hub.RouteErrors;
import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.SettingsException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Describes a failed start in one message. */
final class StartFailure {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);
  private static final Pattern FAILED_NODE = Pattern.compile(">>> (.*) <<<", Pattern.DOTALL);

  private StartFailure() {}

  /**
   * @param context null if the start failed before there was one
   */
  static String describe(Throwable failure, CamelContext context) {
    LOG.debug("leanix-runs cannot start", failure);
    return Secrets.mask(
        SettingsException.in(failure)
            .map(Throwable::getMessage)
            .or(() -> find(failure, FailedToCreateRouteException.class).map(e -> of(e, context)))
            .orElseGet(() -> "leanix-runs cannot start: " + RouteErrors.reason(failure) + "."));
  }

  private static String of(FailedToCreateRouteException failure, CamelContext context) {
    RouteDefinition route = ((ModelCamelContext) context).getRouteDefinition(failure.getRouteId());
    Matcher node = FAILED_NODE.matcher(failure.getMessage());
    int line =
        node.find()
            ? ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), NamedNode.class)
                .stream()
                .filter(output -> output.toString().equals(node.group(1)))
                .findFirst()
                .map(NamedNode::getLineNumber)
                .orElse(route.getLineNumber())
            : route.getLineNumber();
    return String.format(
        Locale.ROOT,
        "leanix-runs cannot start: %s, line %d: the route %s is invalid: %s.",
        route.getResource().getLocation(),
        line,
        failure.getRouteId(),
        RouteErrors.reason(failure));
  }

  private static <T> Optional<T> find(Throwable failure, Class<T> type) {
    return FailureKind.chain(failure).filter(type::isInstance).map(type::cast).findFirst();
  }
}
