package io.github.leanixruns.storage;

import io.github.leanixruns.leanix.SignedUrl;

/**
 * One request for results that lie in LeanIX's storage.
 *
 * @param from how many bytes are there already
 * @param etag names the version that they are of, where there are any
 */
public record StorageGet(SignedUrl url, long from, String etag) {

  /** Tells whether only the rest is asked for. */
  public boolean isPartial() {
    return from > 0;
  }
}
