package io.github.leanixruns.storage;

import io.github.leanixruns.leanix.SignedUrl;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A request to LeanIX's storage.
 *
 * @param part the number of the block or of the range
 * @param body the LDIF, a block of it or the list of its blocks; null in a request for results
 * @param blobType the kind of storage for a complete LDIF, otherwise null
 * @param range the bytes of the results that are requested, or null for all of them
 * @param etag identifies the version of the results that the range belongs to, or null for any
 */
public record StorageRequest(
    SignedUrl url, int part, Object body, String blobType, String range, String etag) {

  static StorageRequest putWhole(SignedUrl url, Object ldif) {
    return new StorageRequest(url, 0, ldif, "BlockBlob", null, null);
  }

  static StorageRequest put(SignedUrl url, int part, Object body) {
    return new StorageRequest(url, part, body, null, null, null);
  }

  static StorageRequest get(SignedUrl url, int part, String range, String etag) {
    return new StorageRequest(url, part, null, null, range, etag);
  }

  /** Returns the first requests of a transfer, as many as are sent at the same time. */
  static List<StorageRequest> first(int parallel, Supplier<StorageRequest> next) {
    return Stream.generate(next).limit(parallel).takeWhile(Objects::nonNull).toList();
  }

  /** Returns the HTTP method. */
  public String method() {
    return body == null ? "GET" : "PUT";
  }

  /** Omits the query of the URL, which is a secret. */
  @Override
  public String toString() {
    return method() + " " + url;
  }
}
