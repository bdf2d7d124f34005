package io.github.leanixruns.hub;

import io.github.leanixruns.run.FailureKind;
import java.util.regex.Pattern;

/** Describes why Camel refuses routes. */
public final class RouteErrors {

  // the YAML parser quotes the line after its message
  private static final Pattern QUOTED_LINE = Pattern.compile(":\\R.*", Pattern.DOTALL);

  private RouteErrors() {}

  /** Returns the message of the deepest cause in one line, without the quoted YAML. */
  public static String reason(Throwable failure) {
    Throwable root = FailureKind.chain(failure).reduce((link, cause) -> cause).orElseThrow();
    String message = root instanceof Error ? root.toString() : root.getMessage();
    return message == null
        ? root.toString()
        : QUOTED_LINE
            .matcher(message.strip())
            .replaceFirst("")
            .replaceAll("\\s*\\R\\s*", " ")
            .replaceFirst("\\.$", "");
  }
}
