package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.Origin;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.testsupport.LocalFiles;
import io.github.leanixruns.testsupport.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

  @TempDir private Path data;
  private WorkFolder workFolder;
  private RunFiles runFiles;
  private Claim claim;

  @BeforeEach
  void claimFile() throws Exception {
    workFolder = new WorkFolder(data.resolve("work"));
    runFiles =
        new RunFiles(
            workFolder,
            LocalFiles.in(workFolder),
            new FileNames(),
            null,
            data.resolve("archive"),
            data.resolve("failed"),
            1_000);
    Path dropped = Files.writeString(data.resolve("apps.json"), "one");
    claim = workFolder.claim(dropped.toFile(), Origin.INBOX);
  }

  @Test
  void anUnchangedLdifIsSentAsItWasDropped() throws Exception {
    Run run = run().withSentAsDropped(true).build();

    assertThat(runFiles.ldifToSend(run).toPath()).isEqualTo(claim.file());
  }

  @Test
  void anLdifWithAddedFieldsIsSentInsteadOfTheDroppedFile() throws Exception {
    Run run = run().withSentAsDropped(false).build();

    assertThat(runFiles.ldifToSend(run).toPath())
        .isEqualTo(data.resolve("work/ldif/" + claim.id() + ".sent"));
  }

  @Test
  void theLdifOfADeliveredRunIsMovedToTheArchive() throws Exception {
    Run run = run().withRunId("run-1").build();

    runFiles.archive(run);
    runFiles.archive(run);

    assertThat(data.resolve("archive/apps.run-1.ldif.json")).hasContent("one");
    assertThat(claim.file()).doesNotExist();
  }

  @Test
  void theLdifOfAFailedRunIsMovedToTheFailedFolder() throws Exception {
    Run run = run().withStage("FAILED").build();

    runFiles.fail(run);
    runFiles.fail(run);

    assertThat(data.resolve("failed/apps." + claim.id() + ".ldif.json")).hasContent("one");
    assertThat(runFiles.location(run))
        .isEqualTo(data.resolve("failed/apps." + claim.id() + ".ldif.json").toString());
  }

  private Runs run() {
    return Runs.received().withId(claim.id());
  }
}
