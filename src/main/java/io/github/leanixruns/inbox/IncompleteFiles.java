package io.github.leanixruns.inbox;

import io.github.leanixruns.files.DiskSync;
import io.github.leanixruns.files.FileNameLimit;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Variable;

/**
 * Decides which claimed files may not be written completely yet, and puts them back. A file that
 * ends in the middle of its document is checked again when it has changed, and rejected when it has
 * not changed for the time of {@code leanix.inbox.truncated-after}. Thread-safe.
 */
public final class IncompleteFiles {

  private final Path inbox;
  private final Path processors;
  private final WorkFolder workFolder;
  private final Duration settle;
  private final Duration truncatedAfter;
  private final Map<Path, Long> truncatedSizes = new ConcurrentHashMap<>();

  /**
   * @param settle how long a file must be unchanged before it is claimed
   * @param truncatedAfter the same for a file that was truncated
   */
  public IncompleteFiles(
      Path inbox,
      Path processors,
      WorkFolder workFolder,
      Duration settle,
      Duration truncatedAfter) {
    this.inbox = inbox;
    this.processors = processors;
    this.workFolder = workFolder;
    this.settle = settle;
    this.truncatedAfter = truncatedAfter;
  }

  /** Returns how long a file of a watched folder must be unchanged before it is claimed. */
  public Duration settle(File file) {
    return isRemembered(file.toPath().toAbsolutePath().normalize(), file.length())
        ? truncatedAfter
        : settle;
  }

  private boolean isRemembered(Path file, long size) {
    return Long.valueOf(size).equals(truncatedSizes.get(file));
  }

  /** Tells whether a claimed file may be incomplete because its writer has not finished. */
  public boolean isIncomplete(
      @Variable("claim") Claim claim, @Variable("verdict") Verdict verdict) {
    if (verdict.copy() == null) {
      return false; // it was not dropped, or cannot be read
    }
    Path folder = origin(claim).getParent();
    if (claim.origin().channel() != null && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false; // it cannot be put back, because the folder was removed or replaced by a link
    }
    long size = claim.file().toFile().length();
    return size != verdict.sizeBytes()
        || verdict.isTruncated() && !isRemembered(origin(claim), size);
  }

  /**
   * Moves a claimed file back to where it was dropped. If there is a new file of its name, the id
   * of the claim is added to the name.
   */
  public void putBack(@Variable("claim") Claim claim, @Variable("verdict") Verdict verdict)
      throws IOException {
    // only files that were removed from the folder are forgotten here
    truncatedSizes.keySet().removeIf(Files::notExists);
    if (verdict.isTruncated()) {
      truncatedSizes.put(origin(claim), verdict.sizeBytes());
    }
    Files.deleteIfExists(verdict.copy());
    Path place = freePlace(claim);
    FilePlacement.link(claim.file(), place);
    if (Files.exists(claim.file()) && !isLinked(claim, place)) {
      throw new FileAlreadyExistsException(place.toString());
    }
    DiskSync.force(place.getParent());
    Files.deleteIfExists(claim.file());
    Files.deleteIfExists(claim.file().getParent());
    workFolder.forget(claim.id());
  }

  private Path freePlace(Claim claim) throws IOException {
    Path place = origin(claim);
    boolean taken = Files.exists(place) && !isLinked(claim, place);
    return taken
        ? place.resolveSibling(FileNameLimit.truncate(claim.id() + "-" + claim.fileName()))
        : place;
  }

  /** A process may have been killed before it removed the claim. */
  private static boolean isLinked(Claim claim, Path place) throws IOException {
    return Files.exists(claim.file()) && Files.isSameFile(claim.file(), place);
  }

  private Path origin(Claim claim) {
    Path folder = claim.origin().isConfiguration() ? processors : inbox;
    String channel = claim.origin().channel();
    return (channel == null ? folder : folder.resolve(channel)).resolve(claim.fileName());
  }
}
