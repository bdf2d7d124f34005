package io.github.leanixruns.run;

import io.github.leanixruns.files.Presence;
import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.settings.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LDIFs that are not started because they may have been started earlier, and the ledger does
 * not contain that. Is DOWN until each of them is moved away.
 */
public final class HeldLdifs extends AbstractHealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");
  private static final int MAX_NAMED = 20;

  private final WorkFolder workFolder;
  private final LedgerFiles ledgerFiles;
  private final StartMarks marks;
  private final BiPredicate<String, String> isAt;
  // sorted, so that the message is always the same
  private final Map<Path, String> held = new ConcurrentSkipListMap<>();

  /**
   * @param isAt tells whether the run with an id is at a stage now
   */
  public HeldLdifs(
      WorkFolder workFolder,
      LedgerFiles ledgerFiles,
      StartMarks marks,
      BiPredicate<String, String> isAt) {
    super("leanix", "held");
    this.workFolder = workFolder;
    this.ledgerFiles = ledgerFiles;
    this.marks = marks;
    this.isAt = isAt;
  }

  /** Holds an LDIF that has no row in the ledger. {@link #log} reports it. */
  public void add(Claim claim) throws IOException {
    add(claim.id(), claim.file(), claim.origin().channel());
  }

  /**
   * Tells whether the row of a run is older than the work folder: the run may have been started, or
   * its LDIF is gone because the run has ended. If this node was suspended, another one may have
   * continued the run, and the row is not outdated but has changed.
   */
  public boolean isOutdated(@Variable("run") Run run) throws IOException {
    return (marks.isAheadOf(run) || isLdifGone(run)) && isAt.test(run.id(), run.stage());
  }

  private boolean isLdifGone(Run run) throws IOException {
    return "RECEIVED".equals(run.stage())
        && ledgerFiles.isExpectedHere(run)
        && !Presence.of(fileOf(run))
        && marks.isAccessible();
  }

  /** Holds the LDIF of a run that is removed from the ledger, if there is one, and logs it. */
  public void hold(@Variable("run") Run run) throws IOException {
    Path file = fileOf(run);
    if (ledgerFiles.isPresent(run, LedgerFiles.LDIF, file)) {
      add(run.id(), file, run.channel());
      log();
    } else {
      LOG.warn(
          "[{}] is no longer in the work folder: {} was removed, or the ledger was restored from a backup after its run had ended. Its run is removed from the ledger. Look for its receipt in the archive and failed folders.",
          run.fileName(),
          file);
    }
  }

  private Path fileOf(Run run) {
    return workFolder.droppedFileOf(run.id(), run.fileName());
  }

  private void add(String id, Path file, String channel) throws IOException {
    String details = marks.of(id).describe();
    held.put(file, channel == null ? details : details + ", channel " + channel);
  }

  /** Logs all LDIFs that are held, and what to do. */
  public void log() {
    List<String> files = files();
    if (!files.isEmpty()) {
      LOG.error(describe(files, files.size()));
    }
  }

  private List<String> files() {
    held.keySet().removeIf(Files::notExists);
    return held.entrySet().stream()
        .map(
            entry ->
                Secrets.mask(
                    String.format(Locale.ROOT, "%s (%s)", entry.getKey(), entry.getValue())))
        .toList();
  }

  private static String describe(List<String> files, int named) {
    return String.format(
        Locale.ROOT,
        "%s may have been started in LeanIX, but the ledger does not contain that: %s%s. If the ledger that was used before still exists, stop leanix-runs and restore it or its setting leanix.ledger.url. Otherwise look up each run in LeanIX by its run id, time or description. Move the file to the inbox to run it again, or to another folder to give it up.",
        files.size() == 1 ? "1 LDIF is held: it" : files.size() + " LDIFs are held: they",
        files.stream().limit(named).collect(Collectors.joining("; ")),
        files.size() > named
            ? String.format(Locale.ROOT, "; and %d more", files.size() - named)
            : "");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    List<String> files = files();
    if (files.isEmpty()) {
      builder.up();
    } else {
      builder.message(describe(files, MAX_NAMED)).down();
    }
  }
}
