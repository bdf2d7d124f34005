package io.github.leanixruns.hub;

import java.util.Objects;

/** The name and version of this program. */
public final class Version {

  private Version() {}

  /** Returns for example {@code leanix-runs 0.1.0}. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "leanix-runs " + Objects.requireNonNullElse(version, "(not packaged)");
  }
}
