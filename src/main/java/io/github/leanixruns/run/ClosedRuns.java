package io.github.leanixruns.run;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.ledger.FileContents;
import io.github.leanixruns.log.OncePerMinute;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from the work folder what remains of runs that other nodes have closed. */
public final class ClosedRuns {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");
  // the node that closes a run still needs its files for a moment
  private static final Duration STILL_IN_USE = Duration.ofSeconds(10);

  private final FileContents<Run> contents;
  private final WorkFolder workFolder;
  private final RunFiles runFiles;
  private final StartMarks marks;
  private final Clock clock;
  private final OncePerMinute warning;

  public ClosedRuns(
      FileContents<Run> contents,
      WorkFolder workFolder,
      RunFiles runFiles,
      StartMarks marks,
      Clock clock) {
    this.contents = contents;
    this.workFolder = workFolder;
    this.runFiles = runFiles;
    this.marks = marks;
    this.clock = clock;
    this.warning = new OncePerMinute(clock);
  }

  /**
   * Does it once, also in the ledger.
   *
   * @param deadNodes nodes that have failed, whose temporary files are deleted too
   */
  public void cleanUp(List<String> deadNodes) throws IOException {
    workFolder.removePartsOf(deadNodes);
    long before = clock.instant().minus(STILL_IN_USE).toEpochMilli();
    Set<String> ids = new HashSet<>(marks.ids());
    ids.addAll(workFolder.ids());
    for (Run run : contents.closed(ids, before)) {
      settle(run);
    }
    contents.deleteClosed(before);
  }

  private void settle(Run run) {
    try {
      runFiles.settle(run);
      marks.forget(run);
    } catch (IOException e) {
      if (warning.isDue()) {
        LOG.warn(
            "[{}] is {}, but its files cannot be moved out of the work folder: {}. Check the permissions of the work folder, the archive and the failed folder.",
            run.label(),
            run.stage(),
            ErrorMessages.of(e));
      }
    }
  }
}
