package io.github.leanixruns.storage;

import io.github.leanixruns.leanix.SignedUrl;

/**
 * A request that uploads to LeanIX's storage.
 *
 * @param whole whether the body is the complete LDIF
 * @param body the LDIF, a block of it, or the list of its blocks
 */
public record StoragePut(SignedUrl url, boolean whole, Object body) {}
