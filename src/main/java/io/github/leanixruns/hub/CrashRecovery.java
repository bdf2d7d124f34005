package io.github.leanixruns.hub;

import static java.util.stream.Collectors.toSet;

import io.github.leanixruns.files.Presence;
import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.ledger.FormerLedger;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.run.HeldLdifs;
import io.github.leanixruns.run.StartMarks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues what a killed process left between a file and its row: receives files that were claimed
 * but have no row, and deletes the remaining files of closed runs.
 *
 * <p>A file without a row that may have been started with another ledger is held.
 */
final class CrashRecovery {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  private final Path work;
  private final WorkFolder workFolder;
  private final Ledger ledger;
  private final StartMarks marks;
  private final HeldLdifs held;
  private final RouteCalls calls;

  CrashRecovery(
      Path work,
      WorkFolder workFolder,
      Ledger ledger,
      StartMarks marks,
      HeldLdifs held,
      RouteCalls calls) {
    this.work = work;
    this.workFolder = workFolder;
    this.ledger = ledger;
    this.marks = marks;
    this.held = held;
    this.calls = calls;
  }

  void recover() throws Exception {
    for (String id : workFolder.remembered()) {
      if (ledger.hasClosed(id)) {
        workFolder.forget(id);
      }
    }
    List<Claim> claims = workFolder.claims(ledger.isShared());
    removeMarks(claims);
    FormerLedger former = FormerLedger.of(work);
    // looked up before the rows: another node that receives an LDIF now inserts the row first
    Set<String> kept = kept(claims);
    // in the order in which the files were dropped
    List<Claim> withoutRow =
        claims.stream()
            .filter(claim -> !ledger.knows(claim.id()))
            .sorted(Comparator.comparing(claim -> claim.file().toFile().lastModified()))
            .toList();
    for (Claim claim : withoutRow) {
      if ((former == null || kept.contains(claim.id())) && !marks.exists(claim.id())) {
        // a program that made no marks may have started it, or another node
        marks.markUnknown(claim.id());
      }
      if (marks.exists(claim.id())) {
        held.add(claim);
      }
    }
    remember(former);
    held.log();
    for (Claim claim : withoutRow) {
      if (!marks.exists(claim.id())) {
        calls.receive(claim);
      }
    }
  }

  /** Returns the ids of the LDIFs that were kept in the ledger. */
  private Set<String> kept(List<Claim> claims) throws IOException {
    Set<String> kept = new HashSet<>();
    for (Claim claim : claims) {
      if (Presence.of(workFolder.keptFileOf(claim.id()))) {
        kept.add(claim.id());
      }
    }
    return kept;
  }

  /** Removes the marks of runs that are closed, and of LDIFs that are no longer here. */
  private void removeMarks(List<Claim> claims) throws IOException {
    Set<String> claimed = claims.stream().map(Claim::id).collect(toSet());
    for (String id : marks.ids()) {
      if (ledger.hasClosed(id) || !claimed.contains(id) && !ledger.knows(id)) {
        marks.remove(id);
      }
    }
  }

  private void remember(FormerLedger former) throws IOException {
    FormerLedger current = new FormerLedger(ledger.id(), ledger.name());
    if (former != null && !former.id().equals(current.id())) {
      LOG.warn(
          "The work folder {} was used with another ledger before: {} (id {}). The runs of that ledger are not continued. If this is wrong, stop leanix-runs and correct leanix.ledger.url, or restore the ledger.",
          work,
          former.name(),
          former.id());
    }
    if (!current.equals(former)) {
      current.writeTo(work);
    }
  }
}
