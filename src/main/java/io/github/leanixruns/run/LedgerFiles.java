package io.github.leanixruns.run;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.Presence;
import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.ledger.FileContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the files of open runs in a shared ledger. If LDIFs and results are messages, the work
 * folder of a node is then only a cache: any node restores a file that it needs.
 *
 * <p>What is larger than a message, or was dropped into a folder, is in the work folder of one node
 * only, unless the nodes share it.
 */
public final class LedgerFiles {

  static final String LDIF = "ldif";
  static final String ANSWER = "answer";
  static final String RESULTS = "results";

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");
  private static final String SENT = "sent";

  private final FileContents<Run> contents;
  private final WorkFolder workFolder;
  private final ChannelRegistry channels;
  private final String node;
  private final String folder;
  private final long maxBytes;

  /**
   * @param node the name of this node
   * @param enabled whether the ledger is shared and LDIFs come from a queue
   * @param maxBytes the largest message
   */
  public LedgerFiles(
      FileContents<Run> contents,
      WorkFolder workFolder,
      ChannelRegistry channels,
      String node,
      boolean enabled,
      long maxBytes)
      throws IOException {
    this.contents = contents;
    this.workFolder = workFolder;
    this.channels = channels;
    this.node = node;
    this.folder = enabled ? workFolder.id() : null;
    this.maxBytes = maxBytes;
  }

  /** Returns the id of this node's work folder, or null if the folders are shared. */
  public String getFolder() {
    return folder;
  }

  /** Inserts the row of an LDIF that was accepted, and keeps the LDIF. */
  public void insertReceived(@Body Map<String, Object> row, @Variable("claim") Claim claim)
      throws IOException {
    insert("insert-received", row, claim);
  }

  /** Inserts the row of an LDIF that was rejected, and keeps the LDIF. */
  public void insertRejected(@Body Map<String, Object> row, @Variable("claim") Claim claim)
      throws IOException {
    insert("insert-rejected", row, claim);
  }

  private void insert(String statement, Map<String, Object> row, Claim claim) throws IOException {
    boolean needed = isNeeded((String) row.get("channel"));
    long size = (Long) row.get("file_size");
    boolean kept = needed && !claim.origin().isDropped() && size <= maxBytes;
    row.put("kept_in", kept ? Run.LEDGER : needed ? folder : null);
    contents.insert(statement, row, kept ? ldifsOf(claim) : Map.of());
    if (kept) {
      markKept(claim.id());
    } else if (needed) {
      warnUnlessShared(
          claim.label(),
          claim.origin().isDropped()
              ? "The LDIF was dropped into a folder and not sent to the inbox queue"
              : tooLarge("The LDIF has", size));
    }
  }

  private void markKept(String id) throws IOException {
    Files.write(workFolder.keptFileOf(id), new byte[0]);
  }

  private Map<String, Path> ldifsOf(Claim claim) throws IOException {
    Map<String, Path> files = new HashMap<>(Map.of(LDIF, claim.file()));
    Path sent = workFolder.sentFileOf(claim.id());
    if (Presence.of(sent)) {
      files.put(SENT, sent);
    }
    return files;
  }

  /** Keeps the results of a run, before the ledger says that they are there. */
  public void keepResults(@Variable("run") Run run) {
    keep(run, RESULTS, workFolder.resultsFileOf(run.id()), "The results have");
  }

  /** Keeps LeanIX's answer to a fast run. */
  public void keepAnswer(@Variable("run") Run run) {
    keep(run, ANSWER, workFolder.answerFileOf(run.id()), "The answer of LeanIX has");
  }

  private void keep(Run run, String name, Path file, String what) {
    long size = file.toFile().length();
    if (!isNeeded(run.channel())) {
      return;
    }
    if (size <= maxBytes) {
      contents.put(run.id(), name, file);
    } else {
      warnUnlessShared(run.label(), tooLarge(what, size));
    }
  }

  private String tooLarge(String what, long size) {
    return String.format(
        Locale.ROOT,
        "%s %d bytes, more than leanix.queue.max-size, %d bytes",
        what,
        size,
        maxBytes);
  }

  private void warnUnlessShared(String label, String why) {
    List<String> others = contents.workFoldersOfOthers(node);
    if (!others.isEmpty() && !others.contains(folder)) {
      LOG.warn(
          "[{}] {}. The file is only in the folders of this node, {}, and other nodes cannot use it. Set leanix.data to a folder that all nodes share.",
          label,
          why,
          node);
    }
  }

  /** Tells whether the files of a channel's runs are kept. */
  private boolean isNeeded(String channel) {
    return folder != null && channels.named(channel).outboxQueue() != null;
  }

  /**
   * Tells whether the results of a run must still be sent, but are in the folder of a lost node.
   */
  boolean areResultsLost(Run run) {
    return run.hasResults() && run.sentAt() == null && isNeeded(run.channel());
  }

  /** Tells whether a file is in the work folder, after restoring it from the ledger if need be. */
  boolean isPresent(Run run, String name, Path file) throws IOException {
    // a link that was set aside is moved as it is
    return Presence.of(file, NOFOLLOW_LINKS)
        || (run.isInLedger() || isNeeded(run.channel())) && restore(run.id(), name, file);
  }

  private boolean restore(String id, String name, Path file) throws IOException {
    Path part = workFolder.newPart();
    try {
      if (!contents.get(id, name, part)) {
        return false;
      }
      markKept(id);
      OwnerOnly.createDirectories(file.getParent());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Returns the LDIF as it is sent.
   *
   * @throws MissingFileException if it is in the work folder of another node
   */
  Path ldifToSend(Run run) throws IOException {
    Path file =
        run.sentAsDropped()
            ? workFolder.droppedFileOf(run.id(), run.fileName())
            : workFolder.sentFileOf(run.id());
    if (!isPresent(run, run.sentAsDropped() ? LDIF : SENT, file) && !isExpectedHere(run)) {
      throw new MissingFileException(
          String.format(
              Locale.ROOT,
              "The LDIF is not in the work folder of this node, %s, but in that of %s. Start that node, or let all nodes share leanix.data",
              node,
              nodesOf(run)));
    }
    return file;
  }

  /** Tells whether the LDIF of a run is in this work folder, if it is anywhere. */
  boolean isExpectedHere(Run run) {
    return run.keptIn() == null || run.keptIn().equals(folder);
  }

  /** Tells whether the LDIF of a run is in the work folder of another node. */
  boolean isElsewhere(Run run) {
    return !run.isInLedger() && !isExpectedHere(run);
  }

  /** Returns the nodes whose work folder has the LDIF of a run. */
  String nodesOf(Run run) {
    List<String> nodes = contents.nodesOf(run.keptIn());
    return nodes.isEmpty() ? "a node that is gone" : String.join(", ", nodes);
  }

  /** Deletes the files of a closed run from the ledger. */
  void forget(Run run) {
    if (run.isInLedger() || isNeeded(run.channel())) {
      contents.delete(run.id());
    }
  }
}
