package io.github.leanixruns.storage;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.AnswerOrigin;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.SignedUrl;
import io.github.leanixruns.leanix.StorageRefusedException;
import io.github.leanixruns.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.LRUCacheFactory;

/** Downloads large results in ranges, several at the same time, if the storage supports that. */
public final class RangedDownloads {

  /**
   * Is the range of the first request. The answer tells the size, and whether ranges are supported.
   */
  static final String ALL = "bytes=0-";

  // the results have changed, or a range is not possible
  private static final Set<Integer> RANGE_REFUSED = Set.of(412, 416);
  private static final int MAX_GIVEN_UP = 1_000;

  private final WorkFolder workFolder;
  private final Sizes sizes;
  private final int parallel;
  private final Map<String, Boolean> givenUp = LRUCacheFactory.newLRUCache(MAX_GIVEN_UP);

  /**
   * Sizes in bytes.
   *
   * @param wholeMax the largest results that are downloaded in one stream
   * @param range the size of the ranges of larger results
   */
  public record Sizes(long wholeMax, long range) {}

  /**
   * @param parallel how many ranges of results are downloaded at the same time
   */
  public RangedDownloads(WorkFolder workFolder, Sizes sizes, int parallel) {
    this.workFolder = workFolder;
    this.sizes = sizes;
    this.parallel = parallel;
  }

  /** Returns the range of the first request for results, or null if ranges are not used. */
  String firstRange(Run run) {
    return parallel > 1 && !givenUp.containsKey(run.id()) ? ALL : null;
  }

  /** Downloads the results of a run in one stream from now on. */
  void giveUp(Run run) {
    givenUp.put(run.id(), true);
  }

  /** Gives up ranges if the storage refused one for itself, and not because of the URL. */
  void refused(Run run, HttpOperationFailedException answer) {
    if (RANGE_REFUSED.contains(answer.getStatusCode())) {
      giveUp(run);
    }
  }

  /** Discards the ranges that were downloaded. */
  void discard(Run run) throws IOException {
    RangedDownload.discard(workFolder.rangesFileOf(run.id()));
  }

  /**
   * Returns the download of large results if the storage supports ranges, otherwise null. The
   * answer has all of the results, and is not read then.
   */
  public RangedDownload begin(
      @Variable("run") Run run,
      @Variable("storageRequest") StorageRequest get,
      @Body InputStream body,
      @Headers Map<String, Object> headers)
      throws IOException {
    StorageAnswer answer = StorageAnswer.of(headers);
    boolean usesRanges =
        ALL.equals(get.range()) && answer.isResumable() && answer.rangedSize() > sizes.wholeMax();
    if (!usesRanges) {
      return null;
    }
    body.close();
    return RangedDownload.open(
        workFolder.downloadFileOf(run.id()),
        workFolder.rangesFileOf(run.id()),
        RangedDownload.Progress.of(answer.etag(), answer.rangedSize(), sizes.range()));
  }

  /** Returns the first requests of a download. */
  public List<StorageRequest> first(
      @Variable("download") RangedDownload download, @Variable("resultsUrl") SignedUrl url) {
    return StorageRequest.first(parallel, () -> download.next(url));
  }

  /**
   * Writes a range to the disk, and returns a request that is to be sent after it, or null.
   *
   * @throws InvalidAnswerException if the answer holds other bytes than requested
   */
  public StorageRequest answered(
      @Variable("run") Run run,
      @Variable("download") RangedDownload download,
      @Variable("resultsUrl") SignedUrl url,
      @Variable("storageRequest") StorageRequest get,
      @Body InputStream body,
      @Headers Map<String, Object> headers)
      throws IOException {
    StorageAnswer answer = StorageAnswer.of(headers);
    if (!download.isAnswer(get.part(), answer)) {
      giveUp(run);
      throw answer.otherBytes();
    }
    download.write(get.part(), body);
    StorageRequest next = download.next(url);
    if (next == null) {
      download.finish();
    }
    return next;
  }

  /** Ends a download after a failed request. The next step continues it with a new URL. */
  public void failed(
      @Variable("run") Run run,
      @Variable("download") RangedDownload download,
      @ExchangeException Exception failure)
      throws Exception {
    download.stop();
    try {
      download.finish();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    if (failure instanceof HttpOperationFailedException answer
        && AnswerOrigin.isStorageRefusal(answer)) {
      refused(run, answer);
      throw refusal(answer);
    }
    throw failure;
  }

  static StorageRefusedException refusal(HttpOperationFailedException answer) {
    return new StorageRefusedException(
        "LeanIX's storage refused the download of the results: " + ErrorMessages.of(answer));
  }
}
