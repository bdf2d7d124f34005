package io.github.leanixruns.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.DiskSync;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.Presence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.Variable;

/**
 * Records in the work folder, in {@code started/ID}, which runs may have been started, so that a
 * ledger that was replaced or restored from a backup does not start them again.
 *
 * <p>A mark is on disk before the start is sent, and after the ledger has recorded the run id. It
 * is deleted when the run is closed.
 */
public final class StartMarks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String ledgerId;
  private final Clock clock;

  /**
   * @param work the folder of {@code leanix.work.directory}
   */
  public StartMarks(Path work, String ledgerId, Clock clock) throws IOException {
    this.folder = OwnerOnly.createDirectories(work.resolve("started"));
    this.ledgerId = ledgerId;
    this.clock = clock;
  }

  /**
   * Records that a run is about to be started.
   *
   * @throws IllegalStateException if another ledger has started it in the meantime
   */
  public void mark(@Variable("run") Run run) throws IOException {
    StartMark mark =
        new StartMark(
            ledgerId, run.runId(), clock.instant().toString(), run.connector(), run.description());
    try {
      create(run.id(), mark);
    } catch (FileAlreadyExistsException e) {
      if (isOfAnotherRun(run)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "[%s] was started with another ledger: %s",
                run.fileName(),
                of(run.id()).describe()),
            e);
      }
    }
    DiskSync.force(folder);
  }

  /** Records that an LDIF may have been started by a program that made no marks. */
  public void markUnknown(String id) throws IOException {
    create(id, StartMark.UNKNOWN);
    DiskSync.force(folder);
  }

  private void create(String id, StartMark mark) throws IOException {
    try (FileChannel file =
        OwnerOnly.open(
            folder.resolve(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // only the entry in the folder is synced: that the file exists is enough
      file.write(ByteBuffer.wrap(JSON.writeValueAsBytes(mark)));
    }
  }

  /**
   * Tells whether the run may have been started although its row is in an earlier stage: the ledger
   * was restored from a backup, or another one was used in the meantime.
   */
  boolean isAheadOf(Run run) throws IOException {
    return switch (run.stage()) {
      case "RECEIVED" -> exists(run.id());
      case "CREATED" -> exists(run.id()) && isOfAnotherRun(run);
      default -> false;
    };
  }

  private boolean isOfAnotherRun(Run run) throws IOException {
    String marked = of(run.id()).runId();
    return marked != null && !marked.equals(run.runId());
  }

  /** Tells whether the work folder can be read; its file system may not be mounted. */
  boolean isAccessible() {
    return Files.isDirectory(folder);
  }

  /** Tells whether a run may have been started. */
  public boolean exists(String id) throws IOException {
    return Presence.of(folder.resolve(id));
  }

  StartMark of(String id) throws IOException {
    try {
      return JSON.readValue(folder.resolve(id).toFile(), StartMark.class);
    } catch (JsonProcessingException e) {
      // a power failure may have emptied the file
      return StartMark.UNKNOWN;
    }
  }

  /** Deletes the mark of a fast run that LeanIX did not execute, before the run is repeated. */
  public void removeIfRepeated(
      @Variable("run") Run run, @Variable("decision") FailureDecision decision) throws IOException {
    if (decision.restart()) {
      remove(run.id());
    }
  }

  /** Deletes the mark of a closed run. */
  public void forget(@Variable("run") Run run) throws IOException {
    remove(run.id());
  }

  /** Deletes a mark, if there is one. */
  public void remove(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
  }

  /** Returns the ids of all marks. */
  public List<String> ids() throws IOException {
    try (Stream<Path> marks = Files.list(folder)) {
      return marks.map(mark -> mark.getFileName().toString()).toList();
    }
  }
}
