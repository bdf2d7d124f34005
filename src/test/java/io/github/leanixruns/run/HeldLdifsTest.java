package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.testsupport.LocalFiles;
import io.github.leanixruns.testsupport.Runs;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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

  @Test
  void aRunIsNotOutdatedIfItsFolderCannotBeRead() throws Exception {
    HeldLdifs held = held("RECEIVED", false);
    Path ldif = new WorkFolder(work).droppedFileOf(run.id(), run.fileName());
    Files.createDirectories(ldif.getParent().getParent());
    Files.createFile(ldif.getParent());

    assertThatThrownBy(() -> held.isOutdated(run)).isInstanceOf(FileSystemException.class);
  }

  @Test
  void aRunIsNotOutdatedIfItsMarkCannotBeRead() throws Exception {
    HeldLdifs held = held("RECEIVED", false);
    Path mark = work.resolve("started").resolve(run.id());
    Files.createSymbolicLink(mark, mark);

    assertThatThrownBy(() -> held.isOutdated(run)).isInstanceOf(FileSystemException.class);
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
