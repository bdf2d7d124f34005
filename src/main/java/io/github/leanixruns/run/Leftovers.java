package io.github.leanixruns.run;

import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.inbox.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Variable;

/** Puts the LDIF of a run that has ended where people look for it. */
public final class Leftovers {

  private final WorkFolder workFolder;
  private final FileNames fileNames;
  private final Path archive;
  private final Path failed;

  public Leftovers(WorkFolder workFolder, FileNames fileNames, Path archive, Path failed) {
    this.workFolder = workFolder;
    this.fileNames = fileNames;
    this.archive = archive;
    this.failed = failed;
  }

  public void archive(@Variable("run") Map<String, Object> run) throws IOException {
    moveTo(archive, run);
  }

  public void fail(@Variable("run") Map<String, Object> run) throws IOException {
    moveTo(failed, run);
  }

  private void moveTo(Path folder, Map<String, Object> run) throws IOException {
    OwnerOnly.createDirectories(folder);
    workFolder.release(run, folder.resolve(fileNames.ldif(run)));
  }
}
