package io.github.leanixruns.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.http.RefusedHostException;
import io.github.leanixruns.http.StorageHosts;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.AnswerOrigin;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.leanix.Storage;
import io.github.leanixruns.leanix.StorageRefusedException;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.run.Run;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Decides which LDIFs are uploaded to LeanIX's storage and how. Records the progress of each upload
 * in the work folder, so that an interrupted upload continues with the requests that are missing.
 */
public final class Uploads {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFolder workFolder;
  private final Sizes sizes;
  private final int parallel;
  private final StorageHosts hosts;
  private final Answers answers;
  private final Clock clock;

  /**
   * @param parallel how many blocks of an LDIF are uploaded at the same time
   */
  public Uploads(
      WorkFolder workFolder,
      Sizes sizes,
      int parallel,
      StorageHosts hosts,
      Answers answers,
      Clock clock) {
    this.workFolder = workFolder;
    this.sizes = sizes;
    this.parallel = parallel;
    this.hosts = hosts;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Sizes in bytes.
   *
   * @param directMax the largest LDIF that is sent with the call that creates its run
   * @param wholeMax the largest LDIF that is uploaded in a single request
   * @param block the size of the blocks of a larger LDIF, unless there would be too many
   */
  public record Sizes(long directMax, long wholeMax, long block) {}

  /** Returns whether an LDIF is uploaded to the storage. */
  public boolean isFor(@Variable("ldifFile") File ldif) {
    return ldif.length() > sizes.directMax();
  }

  /** Returns the interrupted upload of a run, or null if a new upload must be started. */
  public Upload unfinished(@Variable("run") Run run, @Variable("workspace") Workspace workspace)
      throws IOException {
    Path file = progressFile(run);
    if (!Files.exists(file)) {
      return null;
    }
    Upload upload = read(file);
    return upload == null
            || isExpired(upload)
            || !hosts.isUsed(upload.url().host(), workspace.baseUrl())
        ? null
        : upload;
  }

  private static Upload read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Upload.class);
    } catch (JsonProcessingException e) {
      // the message of this exception would reveal the URL
      return null;
    }
  }

  private boolean isExpired(Upload upload) {
    try {
      return upload.expireAt() != null && clock.instant().isAfter(Instant.parse(upload.expireAt()));
    } catch (DateTimeException e) {
      return false; // the storage refuses an expired URL
    }
  }

  /**
   * Starts an upload to the URL that LeanIX returned.
   *
   * @throws RefusedHostException if its host is not used
   */
  public Upload begin(
      @Variable("run") Run run,
      @Variable("workspace") Workspace workspace,
      @Variable("ldifFile") File ldif,
      @Body Storage storage)
      throws IOException {
    hosts.require(storage.url().host(), workspace.baseUrl());
    long size = ldif.length();
    long block = size > sizes.wholeMax() ? Parts.size(size, sizes.block()) : 0;
    return keep(run, Upload.of(storage.url(), storage.expireAt(), size, block));
  }

  /** Returns the first requests of an upload. */
  public List<StorageRequest> first(
      @Variable("upload") Upload upload, @Variable("ldifFile") File ldif) {
    return StorageRequest.first(parallel, () -> upload.next(ldif));
  }

  /** Records a successful request, and returns one that is to be sent after it, or null. */
  public StorageRequest answered(
      @Variable("run") Run run,
      @Variable("upload") Upload upload,
      @Variable("storageRequest") StorageRequest request,
      @Variable("ldifFile") File ldif,
      @Body InputStream answer,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status)
      throws IOException {
    answers.requireSuccess(answer, status, "201");
    answers.hasText(answer);
    synchronized (upload) {
      upload.requests().done(request.part());
      // deleted if the storage has refused another block
      if (Files.exists(progressFile(run))) {
        keep(run, upload);
      }
    }
    return upload.next(ldif);
  }

  private Upload keep(Run run, Upload upload) throws IOException {
    OwnerOnly.replace(progressFile(run), JSON.writeValueAsBytes(upload));
    return upload;
  }

  /**
   * Ends an upload after a failed request. If the storage has refused it, the next step starts
   * again with a new URL: it may have expired, or the blocks were deleted.
   */
  public void failed(
      @Variable("run") Run run,
      @Variable("upload") Upload upload,
      @ExchangeException Exception failure)
      throws Exception {
    upload.requests().stop();
    if (failure instanceof HttpOperationFailedException answer
        && AnswerOrigin.isStorageRefusal(answer)) {
      synchronized (upload) {
        Files.deleteIfExists(progressFile(run));
      }
      throw new StorageRefusedException(
          "LeanIX's storage refused the upload of the LDIF: " + ErrorMessages.of(answer));
    }
    throw failure;
  }

  /** Deletes the URL of an upload as soon as possible, because it gives access to the LDIF. */
  public void forget(@Variable("run") Run run) throws IOException {
    Files.deleteIfExists(progressFile(run));
  }

  private Path progressFile(Run run) {
    return workFolder.uploadFileOf(run.id());
  }
}
