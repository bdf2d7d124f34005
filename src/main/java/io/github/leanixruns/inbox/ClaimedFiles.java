package io.github.leanixruns.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the claims in the work folder for crash recovery. */
final class ClaimedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimedFiles.class);
  private static final String PART = ".part";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path ldifs;

  ClaimedFiles(Path ldifs) {
    this.ldifs = ldifs;
  }

  static Path originFileIn(Path ldifs, String id) {
    return ldifs.resolve(id + ".origin");
  }

  /**
   * Lists all claimed files, and deletes the folders of claims that were interrupted before the
   * file was moved.
   *
   * @param shared whether other nodes may be writing here
   */
  List<Claim> list(boolean shared) throws IOException {
    removeParts(shared ? Duration.ofDays(1) : Duration.ZERO);
    List<Claim> claims = new ArrayList<>();
    try (Stream<Path> folders = Files.list(ldifs)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        // fails if the folder has a file; a node that loses its empty folder repeats the claim
        if (folder.toFile().delete()) {
          Files.deleteIfExists(originFileIn(ldifs, folder.getFileName().toString()));
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
      LOG.debug("another node has closed {}", folder);
    }
  }

  /** Returns the ids of all runs that have files other than the LDIF. */
  Set<String> remembered() throws IOException {
    return ids(Files::isRegularFile);
  }

  /** Returns the ids of all runs that have files. */
  Set<String> ids() throws IOException {
    return ids(file -> true);
  }

  private Set<String> ids(Predicate<Path> kind) throws IOException {
    try (Stream<Path> files = Files.list(ldifs)) {
      return files
          .filter(kind)
          .map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
          .collect(Collectors.toSet());
    }
  }

  /** Deletes temporary files of interrupted writes, unless another node may be writing them. */
  private void removeParts(Duration age) throws IOException {
    Instant then = Instant.now().minus(age);
    for (Path part : filesEndingWith(PART)) {
      if (Files.getLastModifiedTime(part).toInstant().compareTo(then) <= 0) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** Returns the end of the names of temporary files that a node writes. */
  static String partOf(String node) {
    // a name of any length, with any characters
    return "." + UUID.nameUUIDFromBytes(node.getBytes(StandardCharsets.UTF_8)) + PART;
  }

  /** Deletes the temporary files of nodes. */
  void removePartsOf(List<String> nodes) throws IOException {
    for (String node : nodes) {
      for (Path part : filesEndingWith(partOf(node))) {
        Files.deleteIfExists(part);
      }
    }
  }

  private List<Path> filesEndingWith(String ending) throws IOException {
    try (Stream<Path> files = Files.list(ldifs)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private Origin originOf(String id) {
    try {
      return JSON.readValue(originFileIn(ldifs, id).toFile(), Origin.class);
    } catch (FileNotFoundException e) {
      return Origin.INBOX;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
