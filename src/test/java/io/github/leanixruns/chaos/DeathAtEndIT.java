package io.github.leanixruns.chaos;

import static io.github.leanixruns.chaos.Boundary.Kind.CONFIGURATION;
import static io.github.leanixruns.chaos.Boundary.Kind.FAILING_IN_LEANIX;
import static io.github.leanixruns.chaos.Boundary.Kind.INBOUND;
import static io.github.leanixruns.chaos.Boundary.Kind.NO_LDIF;
import static io.github.leanixruns.chaos.Boundary.Kind.OUTBOUND;
import static io.github.leanixruns.chaos.Boundary.Kind.REFUSED_BY_LEANIX;
import static io.github.leanixruns.chaos.DyingProgram.Moment.BODY_READ;
import static io.github.leanixruns.chaos.DyingProgram.Moment.LDIF_MOVED;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while it delivers results or closes a failed run. */
class DeathAtEndIT {

  private static final List<Boundary> IN_EACH_BUILD =
      List.of(
          new Boundary("results delivered", OUTBOUND, "outbox-results", "deliverResults"),
          new Boundary("LDIF moved", INBOUND, "outbox-deliver", "method=archive", LDIF_MOVED),
          new Boundary("receipt written", OUTBOUND, "outbox-receipt-archive", "file:"),
          new Boundary("failed LDIF moved", FAILING_IN_LEANIX, "outbox-fail", "runFiles"),
          new Boundary("rejection recorded", NO_LDIF, "inbox-record", "insertRejected"),
          new Boundary(
              "configuration taken",
              CONFIGURATION,
              "processors-configure",
              "leanix-api-configure"));

  private static final List<Boundary> IN_CAMPAIGNS =
      List.of(
          new Boundary("LDIF archived", OUTBOUND, "outbox-deliver", "method=archive"),
          new Boundary("receipt begun", OUTBOUND, "outbox-receipt-archive", "file:", BODY_READ),
          new Boundary("delivery recorded", OUTBOUND, "outbox-deliver", "record-delivered"),
          new Boundary("failure recorded", FAILING_IN_LEANIX, "run-end", "record-ended"),
          new Boundary(
              "failed receipt written", FAILING_IN_LEANIX, "outbox-receipt-failed", "file:"),
          new Boundary("failure closed", FAILING_IN_LEANIX, "outbox-fail", "record-closed"),
          new Boundary("refusal recorded", REFUSED_BY_LEANIX, "run-end", "record-ended"),
          new Boundary("rejected file moved", NO_LDIF, "outbox-fail", "runFiles"),
          new Boundary("rejected receipt written", NO_LDIF, "outbox-receipt-failed", "file:"),
          new Boundary("rejection closed", NO_LDIF, "outbox-fail", "record-closed"),
          new Boundary("configuration claimed", CONFIGURATION, "processors", "claim"),
          new Boundary(
              "configuration archived", CONFIGURATION, "outbox-deliver", "method=archive"));

  @TempDir private Path folder;

  @Test
  void theNextStartFinishesWhatADeathLeft() throws Exception {
    new Deaths(folder).dieAtEach(Boundary.selected(IN_EACH_BUILD, IN_CAMPAIGNS));
  }
}
