package io.github.leanixruns.inbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lets an LDIF wait for the processor configurations that were dropped before it. The two folders
 * are polled independently, and the configurations must be in the ledger first.
 */
public final class EarlierConfigurations implements Predicate<Instant> {

  private final Path folder;
  private final Set<String> channels;
  private final InboxFilter filter;

  /**
   * @param folder the processors folder
   * @param channels the folders in it
   * @param filter the filter of that folder
   */
  public EarlierConfigurations(Path folder, Set<String> channels, InboxFilter filter) {
    this.folder = folder;
    this.channels = channels;
    this.filter = filter;
  }

  /** Tells whether a configuration that was dropped before this time is not yet in the ledger. */
  @Override
  public boolean test(Instant then) {
    // in this order: a configuration that has left the folder is being received
    return anyIn(folder, "", then)
        || channels.stream()
            .anyMatch(channel -> anyIn(folder.resolve(channel), channel + File.separator, then))
        || filter.isTaking();
  }

  private boolean anyIn(Path place, String prefix, Instant then) {
    // ends at the first match: there may be many
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
      for (Path path : files) {
        File file = path.toFile();
        if (file.lastModified() <= then.toEpochMilli()
            && filter.willBeTaken(prefix + file.getName(), file)) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // the poll of that folder reports the error
    }
  }
}
