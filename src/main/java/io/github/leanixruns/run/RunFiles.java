package io.github.leanixruns.run;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.files.DiskSync;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.Presence;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the LDIF and the results of a run to the folders in which users look for them. */
public final class RunFiles {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");

  private final WorkFolder workFolder;
  private final LedgerFiles ledgerFiles;
  private final FileNames fileNames;
  private final ChannelRegistry channels;
  private final Path archive;
  private final Path failed;
  private final long maxMessageBytes;

  /**
   * @param maxMessageBytes the largest results that are sent to a queue; larger ones are put into a
   *     folder
   */
  public RunFiles(
      WorkFolder workFolder,
      LedgerFiles ledgerFiles,
      FileNames fileNames,
      ChannelRegistry channels,
      Path archive,
      Path failed,
      long maxMessageBytes) {
    this.workFolder = workFolder;
    this.ledgerFiles = ledgerFiles;
    this.fileNames = fileNames;
    this.channels = channels;
    this.archive = archive;
    this.failed = failed;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Returns the file that is sent to LeanIX. */
  public File ldifToSend(@Variable("run") Run run) throws IOException {
    return ledgerFiles.ldifToSend(run).toFile();
  }

  /** Moves the LDIF of a delivered run to the archive. Does nothing if it is there. */
  public void archive(@Variable("run") Run run) throws IOException {
    moveTo(archive, run);
  }

  /** Moves the LDIF of a failed run to the failed folder. Does nothing if it is there. */
  public void fail(@Variable("run") Run run) throws IOException {
    moveTo(failed, run);
  }

  private void moveTo(Path folder, Run run) throws IOException {
    if (ledgerFiles.isElsewhere(run)) {
      LOG.info(
          "[{}] The LDIF is in the work folder of {}, which moves it to its folder {}",
          run.label(),
          ledgerFiles.nodesOf(run),
          folder.getFileName());
      return;
    }
    OwnerOnly.createDirectories(folder);
    Path target = folder.resolve(fileNames.ldif(run));
    Path ldif = workFolder.droppedFileOf(run.id(), run.fileName());
    if (Presence.of(target, NOFOLLOW_LINKS) || ledgerFiles.isPresent(run, LedgerFiles.LDIF, ldif)) {
      workFolder.release(run.id(), run.fileName(), target);
    } else {
      throw new NoSuchFileException(ldif.toString());
    }
  }

  /** Removes what this node holds of a run that another one has closed. */
  void settle(Run run) throws IOException {
    Path ldif = workFolder.droppedFileOf(run.id(), run.fileName());
    if (run.isInLedger()) {
      Files.deleteIfExists(ldif);
      Files.deleteIfExists(ldif.getParent());
    } else if (Presence.of(ldif, NOFOLLOW_LINKS)) {
      moveTo("DELIVERED".equals(run.stage()) ? archive : failed, run);
    }
    workFolder.forget(run.id());
  }

  /** Makes the file that was just written survive a power failure. */
  public void sync(@Header("CamelFileNameProduced") String written) throws IOException {
    Path file = Path.of(written);
    DiskSync.force(file);
    DiskSync.force(file.toAbsolutePath().getParent());
  }

  /** Deletes what the work folder holds of a closed run. */
  public void forget(@Variable("run") Run run) throws IOException {
    workFolder.forget(run.id());
    ledgerFiles.forget(run);
  }

  /** Tells whether LeanIX is asked for the results: if they are not here and must be delivered. */
  public boolean areResultsMissing(@Variable("run") Run run) throws IOException {
    return results(run) == null && (!run.hasResults() || ledgerFiles.areResultsLost(run));
  }

  /** Tells whether the results are only in the work folder, which is cleaned after the run. */
  public boolean areResultsTemporary(@Variable("run") Run run) throws IOException {
    return Presence.of(inWorkFolder(run));
  }

  /** Returns the results, or null if there are no results, or someone has removed them. */
  public File results(@Variable("run") Run run) throws IOException {
    Path inWorkFolder = inWorkFolder(run);
    if (Presence.of(inWorkFolder)) {
      return inWorkFolder.toFile();
    }
    Path folder = resultsFolder(run);
    Path delivered = folder == null ? null : folder.resolve(fileNames.results(run));
    if (delivered != null && Presence.of(delivered)) {
      return delivered.toFile();
    }
    return run.hasResults() && ledgerFiles.isPresent(run, LedgerFiles.RESULTS, inWorkFolder)
        ? inWorkFolder.toFile()
        : null;
  }

  /** Returns where the results are delivered, or null if there are no results. */
  public String resultsLocation(@Variable("run") Run run) {
    Path folder = resultsFolder(run);
    return folder == null || !run.hasResults()
        ? null
        : folder.resolve(fileNames.results(run)).toString();
  }

  /** Without an outbox folder, results that are too large for the queue go to the archive. */
  private Path resultsFolder(Run run) {
    Path outbox = channels.named(run.channel()).outbox();
    boolean archived =
        inWorkFolder(run).toFile().length() > maxMessageBytes
            || Files.exists(archive.resolve(fileNames.results(run)));
    return outbox == null && archived ? archive : outbox;
  }

  /** Moves the results to the outbox folder, if there is one. Does nothing if they are there. */
  public void deliverResults(@Variable("run") Run run) throws IOException {
    Path inWorkFolder = inWorkFolder(run);
    Path folder = resultsFolder(run);
    if (folder != null && Presence.of(inWorkFolder)) {
      Files.createDirectories(folder);
      move(
          inWorkFolder,
          folder.resolve(fileNames.results(run)),
          folder.resolve("." + run.id() + ".part"));
    }
  }

  /** On another file system, the results are copied beside their final name and renamed. */
  private static void move(Path source, Path target, Path part) throws IOException {
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
      DiskSync.force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(source);
    }
    DiskSync.force(target.getParent());
  }

  /**
   * Returns the number of elements in the results.
   *
   * @param counted the number that was counted during the download, or null if a crash lost it
   */
  public long resultElements(@Variable("run") Run run, @Variable("resultElements") Long counted)
      throws IOException {
    return counted == null ? ResultsIntegrityStream.countElements(results(run).toPath()) : counted;
  }

  /** Returns the number of elements in the results, or in the LDIF if there are no results. */
  public Long elementCount(@Variable("run") Run run) {
    return run.hasResults() ? run.resultElements() : run.elementCount();
  }

  /**
   * Returns the body of a message on the outcome: the results or null, or a failed run's receipt.
   */
  public Object message(@Variable("run") Run run, @Variable("receipt") Receipt receipt)
      throws IOException {
    return "DELIVERED".equals(run.finalStage()) ? results(run) : receipt.bytes();
  }

  /** Returns the receipt of a failed run. */
  public String failedReceipt(@Variable("run") Run run) {
    return failed.resolve(fileNames.receipt(run)).toString();
  }

  /** Returns the file that tells the outcome: the results, or the LDIF of a failed run. */
  public String location(@Variable("run") Run run) {
    return "DELIVERED".equals(run.finalStage())
        ? resultsLocation(run)
        : failed.resolve(fileNames.ldif(run)).toString();
  }

  private Path inWorkFolder(Run run) {
    return workFolder.resultsFileOf(run.id());
  }
}
