package io.github.leanixruns.chaos;

import io.github.leanixruns.chaos.DyingProgram.Moment;
import io.github.leanixruns.sandbox.Call;
import java.util.List;
import java.util.stream.Stream;

/**
 * A moment in the life of a file of some kind.
 *
 * @param held the call to which LeanIX gives no answer while the program dies, or null
 */
record Boundary(String name, Kind kind, String route, String step, Moment moment, Call held) {

  private static final String NOWHERE = "nowhere";

  static final Boundary NO_DEATH = new Boundary("no death", Kind.OUTBOUND, NOWHERE, NOWHERE);

  /** The outcome of a file. */
  enum Kind {
    /** Goes through; something has to be filled in before it is sent. */
    INBOUND("archive"),
    OUTBOUND("archive"),
    FAILING_IN_LEANIX("failed"),
    REFUSED_BY_LEANIX("failed"),
    NO_LDIF("failed"),
    /** A processor configuration, which may be sent again. */
    CONFIGURATION("archive");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    /** Returns where it comes to lie with its receipt. */
    String folder() {
      return folder;
    }

    boolean isStarted() {
      return this != NO_LDIF && this != REFUSED_BY_LEANIX && this != CONFIGURATION;
    }

    String source() {
      return this == CONFIGURATION ? "processors" : "inbox";
    }

    String ending() {
      return this == CONFIGURATION ? ".processor.json" : ".ldif.json";
    }
  }

  Boundary(String name, Kind kind, String route, String step, Moment moment) {
    this(name, kind, route, step, moment, null);
  }

  Boundary(String name, Kind kind, String route, String step) {
    this(name, kind, route, step, Moment.AFTER);
  }

  Boundary(String name, Kind kind, Call held) {
    this(name, kind, NOWHERE, NOWHERE, Moment.AFTER, held);
  }

  /**
   * Returns the boundaries of this build: all of them with {@code -Dchaos.deaths=all}, otherwise
   * those at which two systems are changed one after the other.
   */
  static List<Boundary> selected(List<Boundary> inEachBuild, List<Boundary> inCampaigns) {
    return "all".equals(System.getProperty("chaos.deaths"))
        ? Stream.concat(inEachBuild.stream(), inCampaigns.stream()).toList()
        : inEachBuild;
  }

  String stem() {
    return name.replace(' ', '-');
  }

  String fileName() {
    return stem() + ".json";
  }
}
