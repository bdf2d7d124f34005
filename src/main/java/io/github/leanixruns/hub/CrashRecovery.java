package io.github.leanixruns.hub;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.ledger.Ledger;

/**
 * Takes up the files that an earlier process claimed and then died with, before the first row, and
 * removes what it kept of runs and died with after closing them.
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
