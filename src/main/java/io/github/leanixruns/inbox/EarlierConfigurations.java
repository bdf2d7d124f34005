package io.github.leanixruns.inbox;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Has an LDIF wait for the processor configurations that were dropped before it: the two folders
 * are read independently of each other, and it must not be in the ledger before them.
 */
public final class EarlierConfigurations implements Predicate<Instant> {

  private final File folder;
  private final Set<String> channels;
  private final InboxFilter filter;

  /**
   * @param folder the processors folder
   * @param channels the folders in it
   * @param filter the filter of that folder
   */
  public EarlierConfigurations(Path folder, Set<String> channels, InboxFilter filter) {
    this.folder = folder.toFile();
    this.channels = channels;
    this.filter = filter;
  }

  /** Tells whether a configuration from before then is not yet in the ledger. */
  @Override
  public boolean test(Instant then) {
    // in this order: what has left the folder is being taken until it is in the ledger
    return anyIn(folder, "", then)
        || channels.stream()
            .anyMatch(channel -> anyIn(new File(folder, channel), channel + File.separator, then))
        || filter.isTaking();
  }

  private boolean anyIn(File place, String prefix, Instant then) {
    File[] files = place.listFiles();
    if (files == null) {
      return false; // whoever takes configurations out of there says so
    }
    for (File file : files) {
      if (file.lastModified() <= then.toEpochMilli()
          && filter.willBeTaken(prefix + file.getName(), file)) {
        return true;
      }
    }
    return false;
  }
}
