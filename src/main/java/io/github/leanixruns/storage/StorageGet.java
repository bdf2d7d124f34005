package io.github.leanixruns.storage;

import io.github.leanixruns.leanix.SignedUrl;

/**
 * A request for results to LeanIX's storage.
 *
 * @param from the position of the first byte to return
 * @param etag identifies the version of the bytes before it, or null for the complete results
 */
public record StorageGet(SignedUrl url, long from, String etag) {

  /** Returns whether only the rest of the results is requested. */
  public boolean isPartial() {
    return from > 0;
  }
}
