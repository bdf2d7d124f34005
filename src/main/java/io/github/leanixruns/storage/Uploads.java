package io.github.leanixruns.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ErrorMessages;
import io.github.leanixruns.leanix.Storage;
import io.github.leanixruns.leanix.StorageRefusedException;
import io.github.leanixruns.run.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Decides which LDIFs go through LeanIX's storage and how, and remembers in the work folder how far
 * each is, so that an upload that was cut off goes on where it was.
 */
public final class Uploads {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFolder workFolder;
  private final Sizes sizes;
  private final Clock clock;

  public Uploads(WorkFolder workFolder, Sizes sizes, Clock clock) {
    this.workFolder = workFolder;
    this.sizes = sizes;
    this.clock = clock;
  }

  /**
   * How large is large, in bytes.
   *
   * @param directMax up to here an LDIF is sent with the call that creates its run
   * @param wholeMax up to here it goes to the storage in one piece
   * @param block the size of the pieces beyond
   */
  public record Sizes(long directMax, long wholeMax, long block) {}

  /** Tells whether an LDIF goes through the storage. */
  public boolean isFor(@Variable("ldifFile") File ldif) {
    return ldif.length() > sizes.directMax();
  }

  /** Returns the upload of a run that was begun before, or null where it has to begin. */
  public Upload unfinished(@Variable("run") Run run) throws IOException {
    Path kept = kept(run);
    if (!Files.exists(kept)) {
      return null;
    }
    Upload upload = read(kept);
    return upload == null || isExpired(upload) ? null : upload;
  }

  private static Upload read(Path kept) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(kept), Upload.class);
    } catch (JsonProcessingException e) {
      // somebody has been at it; the message would repeat the address
      return null;
    }
  }

  private boolean isExpired(Upload upload) {
    try {
      return upload.expireAt() != null && clock.instant().isAfter(Instant.parse(upload.expireAt()));
    } catch (DateTimeException e) {
      return false; // the storage will say so
    }
  }

  /** Begins an upload at the address that LeanIX has answered. */
  public Upload begin(
      @Variable("run") Run run, @Variable("ldifFile") File ldif, @Body Storage storage)
      throws IOException {
    long size = ldif.length();
    long block = size > sizes.wholeMax() ? sizes.block() : 0;
    return keep(run, new Upload(storage.url(), storage.expireAt(), size, block, 0));
  }

  /** Returns the next request of an upload. */
  public StoragePut next(@Variable("upload") Upload upload, @Variable("ldifFile") File ldif) {
    return upload.next(ldif);
  }

  /** Remembers that a request of an upload was answered well. */
  public Upload done(@Variable("run") Run run, @Variable("upload") Upload upload)
      throws IOException {
    return keep(run, upload.oneMoreDone());
  }

  private Upload keep(Run run, Upload upload) throws IOException {
    OwnerOnly.replace(kept(run), JSON.writeValueAsBytes(upload));
    return upload;
  }

  /** Has the next step begin anew: an address expires, and a storage forgets. */
  public void refused(
      @Variable("run") Run run, @ExchangeException HttpOperationFailedException answer)
      throws IOException {
    Files.deleteIfExists(kept(run));
    throw new StorageRefusedException(
        "LeanIX's storage does not take the LDIF: " + ErrorMessages.of(answer));
  }

  /** Deletes the address of an upload as soon as it is of no use: who has it can read the LDIF. */
  public void forget(@Variable("run") Run run) throws IOException {
    Files.deleteIfExists(kept(run));
  }

  private Path kept(Run run) {
    return workFolder.uploadFileOf(run.id());
  }
}
