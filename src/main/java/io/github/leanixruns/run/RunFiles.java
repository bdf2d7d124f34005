package io.github.leanixruns.run;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Puts what a run leaves behind where people look for it: its LDIF and its results. */
public final class RunFiles {

  private final WorkFolder workFolder;
  private final FileNames fileNames;
  private final ChannelRegistry channels;
  private final Path archive;
  private final Path failed;
  private final long maxMessage;

  /**
   * @param maxMessage the most bytes of results that go to a queue; what is larger has to lie in a
   *     folder
   */
  public RunFiles(
      WorkFolder workFolder,
      FileNames fileNames,
      ChannelRegistry channels,
      Path archive,
      Path failed,
      long maxMessage) {
    this.workFolder = workFolder;
    this.fileNames = fileNames;
    this.channels = channels;
    this.archive = archive;
    this.failed = failed;
    this.maxMessage = maxMessage;
  }

  public void archive(@Variable("run") Map<String, Object> run) throws IOException {
    moveTo(archive, run);
  }

  public void fail(@Variable("run") Map<String, Object> run) throws IOException {
    moveTo(failed, run);
  }

  /** Has what was just written survive a loss of power, before the ledger says that it is there. */
  public void keep(@Header("CamelFileNameProduced") String written) throws IOException {
    Path file = Path.of(written);
    WorkFolder.force(file);
    WorkFolder.force(file.toAbsolutePath().getParent());
  }

  /** Removes what is kept of a run that is closed. */
  public void forget(@Variable("run") Map<String, Object> run) throws IOException {
    workFolder.forget(id(run));
  }

  /** Tells whether the results are only kept until the run is forgotten. */
  public boolean areFleeting(@Variable("run") Map<String, Object> run) {
    return Files.exists(kept(run));
  }

  private void moveTo(Path folder, Map<String, Object> run) throws IOException {
    OwnerOnly.createDirectories(folder);
    workFolder.release(run, folder.resolve(fileNames.ldif(run)));
  }

  /**
   * Returns the results of a run, handed out or not yet; null where there are none, or whoever they
   * were handed out to has taken them away.
   */
  public File results(@Variable("run") Map<String, Object> run) {
    Path kept = kept(run);
    if (Files.exists(kept)) {
      return kept.toFile();
    }
    Path folder = folderForResults(run);
    Path handedOut = folder == null ? null : folder.resolve(fileNames.results(run));
    return handedOut != null && Files.exists(handedOut) ? handedOut.toFile() : null;
  }

  /** Returns where the results of a run are handed out, or null where there are none. */
  public String resultsPlace(@Variable("run") Map<String, Object> run) {
    Path folder = folderForResults(run);
    return folder == null || !haveCome(run)
        ? null
        : folder.resolve(fileNames.results(run)).toString();
  }

  private static boolean haveCome(Map<String, Object> run) {
    return run.get("result_elements") != null;
  }

  /** Where there is a queue only, what is too large for it lies in the archive. */
  private Path folderForResults(Map<String, Object> run) {
    Path outbox = channels.outbox(run);
    boolean archived =
        kept(run).toFile().length() > maxMessage
            || Files.exists(archive.resolve(fileNames.results(run)));
    return outbox == null && archived ? archive : outbox;
  }

  /** Puts the results into the outbox folder, if there is one; doing it again does nothing. */
  public void handOut(@Variable("run") Map<String, Object> run) throws IOException {
    Path kept = kept(run);
    Path folder = folderForResults(run);
    if (folder != null && Files.exists(kept)) {
      Files.createDirectories(folder);
      move(kept, folder.resolve(fileNames.results(run)), folder.resolve("." + id(run) + ".part"));
    }
  }

  /** The outbox may lie on another file system, where a file must not be seen in half either. */
  private static void move(Path kept, Path target, Path part) throws IOException {
    try {
      Files.move(kept, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.copy(kept, part, StandardCopyOption.REPLACE_EXISTING);
      WorkFolder.force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(kept);
    }
    WorkFolder.force(target.getParent());
  }

  /**
   * Returns how many elements there are in the results that are kept of a run.
   *
   * @param counted how many have just come, or null where they came earlier
   */
  public long resultElements(
      @Variable("run") Map<String, Object> run, @Variable("resultElements") Long counted)
      throws IOException {
    return counted == null ? ResultsIntegrityStream.elementsIn(results(run).toPath()) : counted;
  }

  /**
   * Returns how many elements there are in the results of a run, or where there are none, in its
   * LDIF; null where there is no such thing.
   */
  public Long elementCount(@Variable("run") Map<String, Object> run) {
    // databases differ in how large a number they make of it
    Object count = run.get(haveCome(run) ? "result_elements" : "element_count");
    return count == null ? null : ((Number) count).longValue();
  }

  /** Returns where to find what a run that has ended leaves behind, or null where it is nothing. */
  public String location(
      @Variable("run") Map<String, Object> run, @Variable("endStage") String endStage) {
    return "DELIVERED".equals(endStage)
        ? resultsPlace(run)
        : failed.resolve(fileNames.ldif(run)).toString();
  }

  private Path kept(Map<String, Object> run) {
    return workFolder.resultsFileOf(id(run));
  }

  private static String id(Map<String, Object> run) {
    return (String) run.get("id");
  }
}
