package io.github.leanixruns.run;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats a connector for metrics: {@code type/id/version/direction}. */
public final class ConnectorLabel {

  private static final String UNKNOWN = "none";

  private ConnectorLabel() {}

  /** Returns the label, or {@code none} for a file that the check rejected. */
  public static String of(String type, String id, String version, String direction) {
    String label =
        Stream.of(type, id, version, direction)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("/"));
    return label.isEmpty() ? UNKNOWN : label;
  }
}
