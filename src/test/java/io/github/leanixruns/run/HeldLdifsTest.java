package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.testsupport.LocalFiles;
import io.github.leanixruns.testsupport.Runs;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLdifsTest {

  @TempDir private Path work;

  private final Run run = Runs.received().build();

  @Test
  void aRunIsOutdatedIfItMayHaveBeenStarted() throws Exception {
    assertThat(held("RECEIVED", true).isOutdated(run)).isTrue();
  }

  @Test
  void aRunIsOutdatedIfItsLdifIsGone() throws Exception {
    assertThat(held("RECEIVED", false).isOutdated(run)).isTrue();
  }

  @Test
  void aRunThatAnotherNodeHasContinuedIsNotOutdated() throws Exception {
    assertThat(held("STARTED", true).isOutdated(run)).isFalse();
    assertThat(held("DELIVERED", true).isOutdated(run)).isFalse();
  }

  /** The row of the run is at a stage now, although this node has read an earlier one. */
  private HeldLdifs held(String stageNow, boolean marked) throws Exception {
    WorkFolder workFolder = new WorkFolder(work);
    StartMarks marks = new StartMarks(work, "ledger", Clock.systemUTC());
    if (marked && !marks.exists(run.id())) {
      marks.markUnknown(run.id());
    }
    return new HeldLdifs(
        workFolder,
        LocalFiles.in(workFolder),
        marks,
        (id, stage) -> id.equals(run.id()) && stage.equals(stageNow));
  }
}
