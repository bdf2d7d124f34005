package io.github.leanixruns.storage;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import io.github.leanixruns.leanix.SignedUrl;
import io.github.leanixruns.leanix.StorageRefusedException;
import io.github.leanixruns.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.LRUCacheFactory;

/**
 * Fetches results into the work folder; what LeanIX's storage was cut off in goes on from there.
 *
 * <p>Only the process that has fetched a part goes on with it: after a crash, nobody knows what of
 * it the disk has.
 */
public final class Downloads {

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int MOST_CUT_OFF = 1_000;

  private final WorkFolder workFolder;
  private final boolean on;
  private final Map<String, Begun> begun = LRUCacheFactory.newLRUCache(MOST_CUT_OFF);

  /**
   * What this process has fetched a part of.
   *
   * @param etag names the version
   * @param wentOnFrom where the last attempt began that was answered, in bytes
   */
  private record Begun(String etag, long wentOnFrom) {}

  /**
   * @param on whether results may come from the storage
   */
  public Downloads(WorkFolder workFolder, boolean on) {
    this.workFolder = workFolder;
    this.on = on;
  }

  /** Tells whether results may come from the storage at all. */
  public boolean isStorageEnabled() {
    return on;
  }

  /** Forgets what there is of a run's results. */
  public void restart(@Variable("run") Run run) throws IOException {
    begun.remove(run.id());
    Files.deleteIfExists(part(run));
  }

  /** Returns what to ask the storage for. */
  public StorageGet next(@Variable("run") Run run, @Variable("resultsUrl") SignedUrl address) {
    Begun known = begun.get(run.id());
    long size = part(run).toFile().length();
    // a rest that was answered and brought nothing would bring nothing again
    return known == null || known.wentOnFrom == size
        ? new StorageGet(address, 0, null)
        : new StorageGet(address, size, known.etag);
  }

  /**
   * Returns what is still to be written, which fails at its end where the whole is no LDIF.
   *
   * @param contentRange of which bytes the storage says that they are
   */
  public InputStream results(
      @Variable("run") Run run,
      @Variable("storageRequest") StorageGet get,
      @Body InputStream answer,
      @Header("CamelHttpResponseCode") int status,
      @Header("ETag") String etag,
      @Header("Content-Range") String contentRange)
      throws IOException {
    if (status == PARTIAL_CONTENT
        && get.isPartial()
        && String.valueOf(contentRange).startsWith("bytes " + get.from() + "-")) {
      begun.put(run.id(), new Begun(get.etag(), get.from()));
      return ResultsIntegrityStream.goingOn(part(run), synced(run, answer));
    }
    restart(run);
    if (status != OK || answer == null) {
      throw new InvalidAnswerException(
          "LeanIX's storage answered %d and other bytes of the results than those asked for"
              .formatted(status));
    }
    // a weak one may stand for other bytes
    if (etag != null && etag.startsWith("\"")) {
      begun.put(run.id(), new Begun(etag, 0));
    }
    return ResultsIntegrityStream.in(synced(run, answer));
  }

  private InputStream synced(Run run, InputStream answer) {
    return new SyncedOnTheWay(answer, part(run), () -> begun.remove(run.id()));
  }

  /**
   * Keeps results that are whole.
   *
   * @throws InvalidAnswerException when something else lies there: another node writes there too
   */
  public void done(@Variable("run") Run run, @Body ResultsIntegrityStream results)
      throws IOException {
    if (Files.size(part(run)) != results.getByteCount()) {
      restart(run);
      throw new InvalidAnswerException(
          "The results on the disk are not those that came; they are fetched anew");
    }
    keep(run);
  }

  private void keep(Run run) throws IOException {
    Path results = workFolder.resultsFileOf(run.id());
    WorkFolder.force(part(run));
    Files.move(part(run), results, StandardCopyOption.ATOMIC_MOVE);
    WorkFolder.force(results.getParent());
    begun.remove(run.id());
  }

  /** Has the next step begin anew: an address expires, and results may be replaced. */
  public void refused(
      @Variable("run") Run run, @ExchangeException HttpOperationFailedException answer)
      throws IOException {
    restart(run);
    throw new StorageRefusedException(
        "LeanIX's storage does not give out the results: " + ErrorMessages.of(answer));
  }

  private Path part(Run run) {
    return workFolder.downloadFileOf(run.id());
  }
}
