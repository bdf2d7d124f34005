package io.github.leanixruns.hub;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.ledger.Ledger;

/**
 * Continues what a killed process left between a file and its row: receives files that were claimed
 * but have no row, and deletes the remaining files of closed runs.
 */
final class CrashRecovery {

  private final WorkFolder workFolder;
  private final Ledger ledger;
  private final RouteCalls calls;

  CrashRecovery(WorkFolder workFolder, Ledger ledger, RouteCalls calls) {
    this.workFolder = workFolder;
    this.ledger = ledger;
    this.calls = calls;
  }

  void recover() throws Exception {
    for (String id : workFolder.remembered()) {
      if (ledger.hasClosed(id)) {
        workFolder.forget(id);
      }
    }
    for (Claim claim : workFolder.claims(ledger.isShared())) {
      if (!ledger.knows(claim.id())) {
        calls.receive(claim);
      }
    }
  }
}
