package io.github.leanixruns.testsupport;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.run.FastRuns;
import io.github.leanixruns.run.LedgerFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Files of runs that are in the work folder only, as without a shared ledger. */
public final class LocalFiles {

  private LocalFiles() {}

  public static LedgerFiles in(WorkFolder workFolder) throws IOException {
    return new LedgerFiles(null, workFolder, null, "node-1", false, 0);
  }

  public static FastRuns fastRunsIn(Path work) throws IOException {
    WorkFolder workFolder = new WorkFolder(work);
    return new FastRuns(workFolder, in(workFolder));
  }
}
