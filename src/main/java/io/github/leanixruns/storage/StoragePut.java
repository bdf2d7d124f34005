package io.github.leanixruns.storage;

import io.github.leanixruns.leanix.SignedUrl;

/**
 * One request that brings something into LeanIX's storage.
 *
 * @param whole whether it brings the whole LDIF at once
 */
public record StoragePut(SignedUrl url, boolean whole, Object body) {}
