package io.github.leanixruns.chaos;

import static io.github.leanixruns.chaos.Boundary.Kind.INBOUND;
import static io.github.leanixruns.chaos.Boundary.Kind.OUTBOUND;
import static io.github.leanixruns.chaos.DyingProgram.Moment.BEFORE_TOUCHING_THE_FILE;
import static io.github.leanixruns.chaos.DyingProgram.Moment.BODY_HALF_READ;
import static io.github.leanixruns.chaos.DyingProgram.Moment.BODY_READ;

import io.github.leanixruns.sandbox.Call;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Death between the claim of a file and the last of its results. */
class DeathInRunIT {

  private static final List<Boundary> IN_EACH_BUILD =
      List.of(
          new Boundary("claimed", INBOUND, "inbox", "claim"),
          new Boundary("row inserted", INBOUND, "inbox-record", "insertReceived"),
          new Boundary("create answered", INBOUND, "run-create", "leanix-api-create"),
          new Boundary("start sent", INBOUND, Call.START),
          new Boundary("start answered", INBOUND, "run-start", "leanix-api-start"),
          new Boundary("results half read", OUTBOUND, "results-keep", "file:", BODY_HALF_READ),
          new Boundary("results kept", OUTBOUND, "results-keep", "method=done"));

  private static final List<Boundary> IN_CAMPAIGNS =
      List.of(
          new Boundary("claim begun", INBOUND, "inbox", "claim", BEFORE_TOUCHING_THE_FILE),
          new Boundary("checked", INBOUND, "inbox-receive", "check"),
          new Boundary("replaced by copy", INBOUND, "inbox-record", "replaceByCopy"),
          new Boundary("filled in", INBOUND, "inbox-record", "enrich"),
          new Boundary("lane woken", INBOUND, "inbox-record", "lanes"),
          new Boundary("create sent", INBOUND, Call.CREATE),
          new Boundary("run id recorded", INBOUND, "run-create", "record-created"),
          new Boundary("start marked", INBOUND, "run-start", "startMarks"),
          new Boundary("start recorded", INBOUND, "run-start", "record-started"),
          new Boundary("status answered", INBOUND, "run-status", "leanix-api-status"),
          new Boundary("finish recorded", INBOUND, "run-status", "record-finished"),
          new Boundary("warnings read", INBOUND, "leanix-api-report", "leanix-api-warnings"),
          new Boundary("statistics read", INBOUND, "leanix-api-report", "leanix-api-statistics"),
          new Boundary("results read", OUTBOUND, "results-keep", "file:", BODY_READ),
          new Boundary("results written", OUTBOUND, "results-keep", "file:"),
          new Boundary("results recorded", OUTBOUND, "results-collect", "record-results"));

  @TempDir private Path folder;

  @Test
  void theNextStartFinishesWhatADeathLeft() throws Exception {
    new Deaths(folder).dieAtEach(Boundary.selected(IN_EACH_BUILD, IN_CAMPAIGNS));
  }
}
