package io.github.leanixruns.inbox;

import io.github.leanixruns.channel.Channel;
import java.nio.file.Path;

/**
 * An LDIF in the work folder.
 *
 * @param id the id of the run in the ledger, a UUID
 * @param fileName the file's name as it was dropped
 * @param file the file in the work folder
 */
public record Claim(String id, String fileName, Path file, Origin origin) {

  /** Returns the name of the file, after that of its channel if it has one, for the log. */
  public String label() {
    return Channel.label(origin.channel(), fileName);
  }
}
