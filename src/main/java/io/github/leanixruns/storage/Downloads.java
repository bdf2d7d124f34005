package io.github.leanixruns.storage;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.files.DiskSync;
import io.github.leanixruns.http.RefusedHostException;
import io.github.leanixruns.http.StorageHosts;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import io.github.leanixruns.leanix.SignedUrl;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.run.ExpectedResults;
import io.github.leanixruns.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.LRUCacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads results to the work folder, and resumes an interrupted download from LeanIX's storage.
 *
 * <p>A download in one stream is resumed only by the process that started it: after a crash, it is
 * unknown which of its bytes are on the disk.
 */
public final class Downloads {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");
  private static final int MAX_INTERRUPTED = 1_000;
  private static final int MAX_CONNECTORS = 10_000;

  private final WorkFolder workFolder;
  private final boolean storageEnabled;
  private final StorageHosts hosts;
  private final RangedDownloads ranges;
  private final ExpectedResults expected = new ExpectedResults();
  private final Map<String, Progress> interrupted = LRUCacheFactory.newLRUCache(MAX_INTERRUPTED);
  private final Map<String, Boolean> withoutResults = LRUCacheFactory.newLRUCache(MAX_CONNECTORS);

  /**
   * A download that can be resumed.
   *
   * @param etag identifies the version of the results
   * @param from the position of the first byte of the last answer
   */
  private record Progress(String etag, long from) {}

  /**
   * @param storageEnabled whether results may be downloaded from LeanIX's storage
   */
  public Downloads(
      WorkFolder workFolder, boolean storageEnabled, StorageHosts hosts, RangedDownloads ranges) {
    this.workFolder = workFolder;
    this.storageEnabled = storageEnabled;
    this.hosts = hosts;
    this.ranges = ranges;
  }

  /**
   * Tells whether LeanIX is asked for the storage of the results before it is asked for the results
   * themselves. One request is enough if the last run of the connector had none.
   */
  public boolean isStorageRequested(@Variable("run") Run run) {
    return storageEnabled && !withoutResults.containsKey(connector(run));
  }

  /** Begins a download from LeanIX itself, which is also asked whether there are results at all. */
  public void fromLeanix(@Variable("run") Run run, @Variable("channel") Channel channel)
      throws IOException {
    restart(run);
    if (!expected.areExpected(run, channel)) {
      withoutResults.put(connector(run), true);
    }
  }

  /** Discards what was downloaded of a run's results. */
  public void restart(@Variable("run") Run run) throws IOException {
    interrupted.remove(run.id());
    ranges.discard(run);
    Files.deleteIfExists(part(run));
  }

  /**
   * Tells whether the results are downloaded from LeanIX's storage: if they are there, and requests
   * may be sent to its host.
   */
  public boolean areInStorage(
      @Variable("run") Run run,
      @Variable("workspace") Workspace workspace,
      @Variable("resultsUrl") SignedUrl url) {
    try {
      if (url != null) {
        hosts.require(url.host(), workspace.baseUrl());
      }
      return url != null;
    } catch (RefusedHostException e) {
      if (run.failingSince() == null) {
        LOG.warn(
            "[{}] The results are requested from the Integration API. {}",
            run.label(),
            e.getMessage());
      }
      return false;
    }
  }

  /** Returns the next request to the storage: for the results, or for the missing part of them. */
  public StorageRequest next(@Variable("run") Run run, @Variable("resultsUrl") SignedUrl url) {
    Progress progress = interrupted.get(run.id());
    long size = part(run).toFile().length();
    // an answer without any bytes would repeat itself
    return progress == null || progress.from == size
        ? StorageRequest.get(url, 0, ranges.firstRange(run), null)
        : StorageRequest.get(url, 0, "bytes=" + size + "-", progress.etag);
  }

  /**
   * Returns the bytes to append to the download, as a stream that fails at the end of incomplete
   * results. After a download in ranges, it is empty.
   *
   * @throws InvalidAnswerException if the answer holds other bytes than requested
   */
  public InputStream results(
      @Variable("run") Run run,
      @Variable("download") RangedDownload download,
      @Variable("storageRequest") StorageRequest get,
      @Body InputStream body,
      @Headers Map<String, Object> headers)
      throws IOException {
    if (download != null) {
      return download.complete();
    }
    StorageAnswer answer = StorageAnswer.of(headers);
    long size = part(run).toFile().length();
    if (get.etag() != null && answer.beginsAt(size)) {
      interrupted.put(run.id(), new Progress(get.etag(), size));
      return ResultsIntegrityStream.resume(part(run), body);
    }
    restart(run);
    if (!answer.isWhole() || body == null) {
      ranges.giveUp(run);
      throw answer.otherBytes();
    }
    if (answer.isResumable()) {
      interrupted.put(run.id(), new Progress(answer.etag(), 0));
    }
    return ResultsIntegrityStream.of(body);
  }

  /**
   * Keeps the complete results.
   *
   * @throws InvalidAnswerException if another node has written to the same file
   */
  public void done(@Variable("run") Run run, @Body ResultsIntegrityStream results)
      throws IOException {
    long size = Files.size(part(run));
    if (size != results.getByteCount()) {
      restart(run);
      throw new InvalidAnswerException(
          String.format(
              Locale.ROOT,
              "The downloaded results have %d bytes on disk instead of %d. They are downloaded again",
              size,
              results.getByteCount()));
    }
    // before the disk is forced, because it reports a failed write only once
    interrupted.remove(run.id());
    withoutResults.remove(connector(run));
    Path file = workFolder.resultsFileOf(run.id());
    DiskSync.force(part(run));
    Files.move(part(run), file, StandardCopyOption.ATOMIC_MOVE);
    ranges.discard(run);
    DiskSync.force(file.getParent());
  }

  /** Makes the next step start again with a new URL: it may have expired, or have new results. */
  public void refused(
      @Variable("run") Run run, @ExchangeException HttpOperationFailedException answer)
      throws IOException {
    restart(run);
    ranges.refused(run, answer);
    throw RangedDownloads.refusal(answer);
  }

  private static String connector(Run run) {
    return run.channel() + "/" + run.connector();
  }

  private Path part(Run run) {
    return workFolder.downloadFileOf(run.id());
  }
}
