package io.github.leanixruns.observe;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Variable;

/** Names a run's connector in metrics: {@code type/id/version/direction}. */
public final class Connectors {

  private static final String NONE = "none";

  /** Returns the connector of a row, or {@code none} for a file that the check rejected. */
  public static String of(@Variable("run") Map<String, Object> run) {
    String connector =
        Stream.of("connector_type", "connector_id", "connector_version", "processing_direction")
            .map(run::get)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .collect(Collectors.joining("/"));
    return connector.isEmpty() ? NONE : connector;
  }
}
