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
    return String.format(
        Locale.ROOT,
        "leanix-runs cannot start: %sthe route %s is invalid: %s.",
        place(failure, context),
        failure.getRouteId(),
        RouteErrors.reason(failure));
  }

  /** Returns the file and the line, or nothing if they cannot be found. */
  private static String place(FailedToCreateRouteException failure, CamelContext context) {
    try {
      return node(failure, context)
          .filter(node -> node.getLocation() != null)
          .map(node -> node.getLocation() + ", line " + node.getLineNumber() + ": ")
          .orElse("");
    } catch (RuntimeException e) {
      LOG.debug("The place of the failure cannot be found", e);
      return "";
    }
  }

  /** Finds the step that failed, or where its route begins. A templated route has no resource. */
  private static Optional<NamedNode> node(
      FailedToCreateRouteException failure, CamelContext context) {
    Matcher failed = FAILED_NODE.matcher(failure.getMessage());
    return Optional.ofNullable(
            ((ModelCamelContext) context).getRouteDefinition(failure.getRouteId()))
        .map(
            route ->
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), NamedNode.class)
                    .stream()
                    .filter(node -> failed.find(0) && node.toString().equals(failed.group(1)))
                    .findFirst()
                    .orElse(route.getInput()));
  }

  private static <T> Optional<T> find(Throwable failure, Class<T> type) {
    return FailureKind.chain(failure).filter(type::isInstance).map(type::cast).findFirst();
  }
}
