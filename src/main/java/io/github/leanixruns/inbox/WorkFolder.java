package io.github.leanixruns.inbox;

import io.github.leanixruns.files.OwnerOnly;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Variable;

/**
 * Keeps the LDIFs that are under way: {@code ldif/ID/NAME} as dropped, {@code ldif/ID.sent} where
 * what is sent differs from it.
 *
 * <p>Every move is an atomic rename within one file system, forced to disk, so that a file is
 * always in exactly one place.
 */
public final class WorkFolder {

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
  public Claim claim(File dropped) throws IOException {
    String id = UUID.randomUUID().toString();
    Path folder = OwnerOnly.createDirectory(ldifs.resolve(id));
    Path file = folder.resolve(dropped.getName());
    try {
      Files.move(dropped.toPath(), file, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(folder);
      return null;
    } catch (IOException e) {
      Files.delete(folder);
      throw e;
    }
    OwnerOnly.protect(file);
    force(folder);
    force(ldifs);
    force(dropped.toPath().toAbsolutePath().getParent());
    return new Claim(id, dropped.getName(), file);
  }

  /**
   * Lists the files that lie here, claimed now or by an earlier process, and removes the folders of
   * claims that never got their file: a process died over them.
   */
  public List<Claim> claims() throws IOException {
    List<Claim> claims = new ArrayList<>();
    try (Stream<Path> folders = Files.list(ldifs)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        // stays where it holds a file; another node whose folder goes claims again
        if (!folder.toFile().delete()) {
          claimIn(folder, claims);
        }
      }
    }
    return claims;
  }

  private static void claimIn(Path folder, List<Claim> claims) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> new Claim(idOf(folder), file.getFileName().toString(), file))
          .forEach(claims::add);
    }
  }

  private static String idOf(Path folder) {
    return folder.getFileName().toString();
  }

  /** Returns where the bytes of a run are written to when they differ from the file as dropped. */
  public Path sentFileOf(String id) {
    return ldifs.resolve(id + ".sent");
  }

  /** Returns the file whose bytes are sent to LeanIX for a run of the ledger. */
  public File fileToSend(@Variable("run") Map<String, Object> run) {
    return (isTrue(run.get("sent_as_dropped")) ? dropped(run) : sentFileOf(id(run))).toFile();
  }

  /** SQLite has no truth values and says 0 or 1. */
  private static boolean isTrue(Object value) {
    return value instanceof Number number ? number.intValue() != 0 : (Boolean) value;
  }

  /**
   * Moves a run's LDIF to where people look for it, and removes the rest of it here. Moving again
   * what was moved before does nothing.
   *
   * @param target the file's place in the archive or failed folder
   */
  public void release(Map<String, Object> run, Path target) throws IOException {
    Path folder = ldifs.resolve(id(run));
    try {
      moveWithoutOverwriting(dropped(run), target);
      force(target.getParent());
    } catch (NoSuchFileException e) {
      if (!Files.exists(target)) {
        throw e;
      }
    }
    Files.deleteIfExists(sentFileOf(id(run)));
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(folder + " holds files that are not the program's", e);
    }
  }

  private static void moveWithoutOverwriting(Path file, Path target) throws IOException {
    if (Files.exists(file) && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path dropped(Map<String, Object> run) {
    return ldifs.resolve(id(run)).resolve((String) run.get("file_name"));
  }

  private static String id(Map<String, Object> run) {
    return (String) run.get("id");
  }

  /** Makes renames into and out of a folder survive a loss of power, where the platform can. */
  private static void force(Path folder) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
