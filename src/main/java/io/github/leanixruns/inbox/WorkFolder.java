package io.github.leanixruns.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.DiskSync;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.Presence;
import io.github.leanixruns.files.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The files of open runs: {@code ldif/ID/NAME} as dropped, {@code ldif/ID.sent} if other bytes are
 * sent, {@code ldif/ID.origin} if it is not the inbox, {@code ldif/ID.kept} if it is in the ledger,
 * {@code ldif/ID.results} until they are delivered, {@code ldif/ID.upload} during an upload, {@code
 * ldif/ID.download} and {@code ldif/ID.ranges} during a download.
 *
 * <p>Every move is an atomic rename, synced to disk: a file is always in exactly one place.
 */
public final class WorkFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path ldifs;
  private final BooleanSupplier mayClaim;
  private final String node;

  /** Opens the folder for a single node. */
  public WorkFolder(Path work) throws IOException {
    this(work, () -> true, "");
  }

  /**
   * Opens the folder, and deletes what an earlier process of this node was writing.
   *
   * @param work the folder of {@code leanix.work.directory}
   * @param mayClaim tells whether this node receives files
   * @param node the name of this node
   */
  public WorkFolder(Path work, BooleanSupplier mayClaim, String node) throws IOException {
    this.ldifs = OwnerOnly.createDirectories(work.resolve("ldif"));
    this.mayClaim = mayClaim;
    this.node = node;
    removePartsOf(List.of(node));
  }

  /** Claims a dropped file. Returns null if it is gone, or if another node receives files. */
  public Claim claim(File dropped, Origin origin) throws IOException {
    String id = UUID.randomUUID().toString();
    FilePlacement placement = FilePlacement.ofDropped(origin, mayClaim);
    try {
      Path file = dropped.toPath().toAbsolutePath();
      Claim claim = moveIn(file, id, dropped.getName(), origin, placement);
      DiskSync.force(file.getParent());
      return claim;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Writes an LDIF that is not a dropped file.
   *
   * @param deliveryKey identifies duplicate deliveries, or null without them
   * @param known tells whether an id is in the ledger; its LDIF is not written again
   * @throws IOException if the LDIF cannot be read or written; no file remains then
   */
  public Claim keep(
      InputStream ldif,
      String fileName,
      Origin origin,
      DeliveryKey deliveryKey,
      Predicate<String> known)
      throws IOException {
    Path part = newPart();
    try {
      String sha256 = Sha256.write(ldif, part);
      String id = deliveryKey == null ? UUID.randomUUID().toString() : deliveryKey.id(sha256);
      Path file = ldifs.resolve(id).resolve(fileName);
      return known.test(id) || Presence.of(file)
          ? new Claim(id, fileName, file, origin)
          : deliveryKey == null
              ? moveIn(part, id, fileName, origin, FilePlacement::rename)
              : moveIn(part, id, fileName, origin, FilePlacement::link);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Returns the id of this folder, which tells nodes whether they share it. */
  public String id() throws IOException {
    return FolderId.in(ldifs.getParent(), newPart());
  }

  /** Returns a new temporary name for a file that is being written. */
  public Path newPart() {
    return ldifs.resolve(UUID.randomUUID() + ClaimedFiles.partOf(node));
  }

  /** Deletes what nodes were writing that have failed. */
  public void removePartsOf(List<String> nodes) throws IOException {
    new ClaimedFiles(ldifs).removePartsOf(nodes);
  }

  private Claim moveIn(
      Path source, String id, String fileName, Origin origin, FilePlacement placement)
      throws IOException {
    Path folder = OwnerOnly.createDirectories(ldifs.resolve(id));
    Path file = folder.resolve(fileName);
    try {
      // before the file: crash recovery needs the origin of every file
      if (!origin.isPlain()) {
        OwnerOnly.replace(originFileOf(id), JSON.writeValueAsBytes(origin));
      }
      placement.place(source, file);
    } catch (IOException e) {
      Files.deleteIfExists(originFileOf(id));
      Files.deleteIfExists(folder);
      throw e;
    }
    DiskSync.force(folder);
    DiskSync.force(ldifs);
    return new Claim(id, fileName, file, origin);
  }

  /** Replaces a claimed file by the copy that was checked. Does nothing if that was done before. */
  public void replaceByCopy(Claim claim, Path copy) throws IOException {
    if (Presence.of(copy)) {
      Files.move(copy, claim.file(), StandardCopyOption.ATOMIC_MOVE);
    }
    DiskSync.force(claim.file().getParent());
  }

  /**
   * Lists all claimed files, and deletes what interrupted claims left.
   *
   * @param shared whether other nodes may be writing here
   */
  public List<Claim> claims(boolean shared) throws IOException {
    return new ClaimedFiles(ldifs).list(shared);
  }

  private Path originFileOf(String id) {
    return ClaimedFiles.originFileIn(ldifs, id);
  }

  /** Returns the file that is sent if it is not the dropped one. */
  public Path sentFileOf(String id) {
    return ldifs.resolve(id + ".sent");
  }

  /** Returns the file for LeanIX's answer to a fast run. */
  public Path answerFileOf(String id) {
    return ldifs.resolve(id + ".answer");
  }

  /** Returns the file for the complete results, until they are delivered. */
  public Path resultsFileOf(String id) {
    return ldifs.resolve(id + ".results");
  }

  /** Returns the file for results that are not complete yet. */
  public Path downloadFileOf(String id) {
    return ldifs.resolve(id + ".download");
  }

  /** Returns the file that records which ranges of results are on the disk. */
  public Path rangesFileOf(String id) {
    return ldifs.resolve(id + ".ranges");
  }

  /** Returns the file for the progress of an upload. It contains a signed URL, a secret. */
  public Path uploadFileOf(String id) {
    return ldifs.resolve(id + ".upload");
  }

  /** Returns the file that exists if the ledger has the LDIF, so that other nodes may start it. */
  public Path keptFileOf(String id) {
    return ldifs.resolve(id + ".kept");
  }

  /** Returns the folder of these files. */
  public String directory() {
    return ldifs.toString();
  }

  /**
   * Moves a run's LDIF to its final folder. Does nothing if it was moved before. The other files of
   * the run remain until it is closed, because the step may be repeated.
   *
   * @param target the file's place in the archive or failed folder
   */
  public void release(String id, String fileName, Path target) throws IOException {
    Path folder = ldifs.resolve(id);
    try {
      FilePlacement.renameWithoutOverwriting(droppedFileOf(id, fileName), target);
      DiskSync.force(target.getParent());
    } catch (NoSuchFileException e) {
      if (!FilePlacement.exists(target)) {
        throw e;
      }
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(folder + " contains files that leanix-runs did not write", e);
    }
  }

  /** Deletes the remaining files of a closed run. */
  public void forget(String id) throws IOException {
    for (Path file :
        List.of(
            sentFileOf(id),
            originFileOf(id),
            keptFileOf(id),
            answerFileOf(id),
            downloadFileOf(id),
            rangesFileOf(id),
            resultsFileOf(id),
            uploadFileOf(id))) {
      Files.deleteIfExists(file);
    }
  }

  /** Returns the ids of all runs that have files other than the LDIF. */
  public Set<String> remembered() throws IOException {
    return new ClaimedFiles(ldifs).remembered();
  }

  /** Returns the ids of all runs that have files. */
  public Set<String> ids() throws IOException {
    return new ClaimedFiles(ldifs).ids();
  }

  /** Returns the file as it was dropped. */
  public Path droppedFileOf(String id, String fileName) {
    return ldifs.resolve(id).resolve(fileName);
  }
}
