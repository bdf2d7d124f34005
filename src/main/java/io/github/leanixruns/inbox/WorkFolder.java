package io.github.leanixruns.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.Sha256;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the LDIFs that are under way: {@code ldif/ID/NAME} as they came, {@code ldif/ID.sent} where
 * what is sent differs from it, {@code ldif/ID.origin} where it says more than the name does, and
 * {@code ldif/ID.results} until they are handed out, and {@code ldif/ID.upload} where the LDIF goes
 * through LeanIX's storage.
 *
 * <p>Every move is an atomic rename within one file system, forced to disk, so that a file is
 * always in exactly one place.
 */
public final class WorkFolder {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path ldifs;

  /**
   * @param work the folder of {@code leanix.work.directory}
   */
  public WorkFolder(Path work) throws IOException {
    this.ldifs = OwnerOnly.createDirectories(work.resolve("ldif"));
  }

  /**
   * Takes a file out of the inbox.
   *
   * @return the claim, or null when the file is no longer there: removed, or taken by another node
   * @throws IOException when the file cannot be moved
   */
  public Claim claim(File dropped, Origin origin) throws IOException {
    String id = UUID.randomUUID().toString();
    try {
      Claim claim = moveIn(dropped.toPath(), id, dropped.getName(), origin, WorkFolder::rename);
      force(dropped.toPath().toAbsolutePath().getParent());
      return claim;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Writes down an LDIF that is no file yet.
   *
   * @param deliveryKey by what it is known again, or null where each is another
   * @param known tells whether an id is in the ledger; its LDIF is not written again
   * @throws IOException when the LDIF cannot be read or written; nothing of it stays then
   */
  public Claim keep(
      InputStream ldif,
      String fileName,
      Origin origin,
      DeliveryKey deliveryKey,
      Predicate<String> known)
      throws IOException {
    String random = UUID.randomUUID().toString();
    Path part = newPart();
    try {
      String sha256 = write(ldif, part);
      String id = deliveryKey == null ? random : deliveryKey.id(sha256);
      Path file = ldifs.resolve(id).resolve(fileName);
      return known.test(id) || Files.exists(file)
          ? new Claim(id, fileName, file, origin)
          : deliveryKey == null
              ? moveIn(part, id, fileName, origin, WorkFolder::rename)
              : moveIn(part, id, fileName, origin, WorkFolder::link);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Returns a new name for a file that is still being written. */
  Path newPart() {
    return ldifs.resolve(UUID.randomUUID() + ".part");
  }

  private static String write(InputStream ldif, Path part) throws IOException {
    MessageDigest sha256 = Sha256.digest();
    try (FileChannel channel =
        OwnerOnly.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // not closed: that would close the channel before it is forced
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), sha256);
      ldif.transferTo(out);
      channel.force(true);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** One way of putting a file in place. */
  @FunctionalInterface
  private interface Placing {
    void place(Path source, Path file) throws IOException;
  }

  private static void rename(Path source, Path file) throws IOException {
    Files.move(source, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Other nodes may be about to place a file of the same id: the first one stays. */
  private static void link(Path source, Path file) throws IOException {
    try {
      Files.createLink(file, source);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("{} is there already", file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // not every file system has links; this way, what came first stays but for a moment
      if (Files.exists(source) && !Files.exists(file)) {
        rename(source, file);
      }
    }
  }

  private Claim moveIn(Path source, String id, String fileName, Origin origin, Placing placing)
      throws IOException {
    Path folder = ldifs.resolve(id);
    OwnerOnly.createDirectories(folder);
    Path file = folder.resolve(fileName);
    try {
      // before the file: whoever finds one after a crash must find the other
      if (!origin.isPlain()) {
        OwnerOnly.replace(originFileOf(id), JSON.writeValueAsBytes(origin));
      }
      placing.place(source, file);
    } catch (IOException e) {
      Files.deleteIfExists(originFileOf(id));
      Files.deleteIfExists(folder);
      throw e;
    }
    OwnerOnly.protect(file);
    force(folder);
    force(ldifs);
    return new Claim(id, fileName, file, origin);
  }

  private Origin originOf(String id) {
    try {
      return JSON.readValue(originFileOf(id).toFile(), Origin.class);
    } catch (FileNotFoundException e) {
      return Origin.INBOX;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lists the files that lie here, claimed now or by an earlier process, and removes the folders of
   * claims that never got their file: a process died over them.
   *
   * @param shared whether other nodes may be writing here
   */
  public List<Claim> claims(boolean shared) throws IOException {
    removeParts(shared ? Duration.ofDays(1) : Duration.ZERO);
    List<Claim> claims = new ArrayList<>();
    try (Stream<Path> folders = Files.list(ldifs)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        // stays where it holds a file; another node whose folder goes claims again
        if (folder.toFile().delete()) {
          Files.deleteIfExists(originFileOf(folder.getFileName().toString()));
        } else {
          claimIn(folder, claims);
        }
      }
    }
    return claims;
  }

  private void claimIn(Path folder, List<Claim> claims) throws IOException {
    String id = folder.getFileName().toString();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> new Claim(id, file.getFileName().toString(), file, originOf(id)))
          .forEach(claims::add);
    } catch (NoSuchFileException e) {
      LOG.debug("another node is done with {}", folder);
    }
  }

  /** A process died over them, unless another node is writing them. */
  private void removeParts(Duration age) throws IOException {
    Instant then = Instant.now().minus(age);
    try (Stream<Path> parts = Files.list(ldifs).filter(path -> path.toString().endsWith(".part"))) {
      for (Path part : parts.toList()) {
        if (Files.getLastModifiedTime(part).toInstant().compareTo(then) <= 0) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private Path originFileOf(String id) {
    return ldifs.resolve(id + ".origin");
  }

  /** Returns where the bytes of a run are written to when they differ from the file as dropped. */
  public Path sentFileOf(String id) {
    return ldifs.resolve(id + ".sent");
  }

  /** Returns where LeanIX's answer to a fast run is kept. */
  public Path answerFileOf(String id) {
    return ldifs.resolve(id + ".answer");
  }

  /** Returns where the results of a run are kept until they are handed out. */
  public Path resultsFileOf(String id) {
    return ldifs.resolve(id + ".results");
  }

  /** Returns where results are collected until they are whole. */
  public Path downloadFileOf(String id) {
    return ldifs.resolve(id + ".download");
  }

  /** Returns where is kept how far the upload of a large LDIF is; it holds a secret. */
  public Path uploadFileOf(String id) {
    return ldifs.resolve(id + ".upload");
  }

  /** Returns the folder of all this. */
  public String directory() {
    return ldifs.toString();
  }

  /**
   * Moves a run's LDIF to where people look for it. Moving again what was moved before does
   * nothing, and what else there is of the run stays until it is forgotten: the step may be
   * repeated.
   *
   * @param target the file's place in the archive or failed folder
   */
  public void release(String id, String fileName, Path target) throws IOException {
    Path folder = ldifs.resolve(id);
    try {
      moveWithoutOverwriting(droppedFileOf(id, fileName), target);
      force(target.getParent());
    } catch (NoSuchFileException e) {
      if (!Files.exists(target)) {
        throw e;
      }
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(folder + " holds files that are not the program's", e);
    }
  }

  /** Removes what is kept of a run beside its LDIF, once its row is closed. */
  public void forget(String id) throws IOException {
    for (Path file :
        List.of(
            sentFileOf(id),
            originFileOf(id),
            answerFileOf(id),
            downloadFileOf(id),
            resultsFileOf(id),
            uploadFileOf(id))) {
      Files.deleteIfExists(file);
    }
  }

  /** Returns the ids of all runs of which something is kept beside an LDIF. */
  public Set<String> remembered() throws IOException {
    try (Stream<Path> files = Files.list(ldifs)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
          .collect(Collectors.toSet());
    }
  }

  private static void moveWithoutOverwriting(Path file, Path target) throws IOException {
    if (Files.exists(file) && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the file as it was dropped. */
  public Path droppedFileOf(String id, String fileName) {
    return ldifs.resolve(id).resolve(fileName);
  }

  /** Makes a file, or renames into and out of a folder, survive a loss of power. */
  public static void force(Path folder) throws IOException {
    // elsewhere folders cannot be opened
    if (File.separatorChar == '/' || Files.isRegularFile(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
