package io.github.leanixruns.leanix;

/**
 * Room for one LDIF at LeanIX's storage.
 *
 * @param expireAt until when the address is good, as LeanIX writes it
 */
public record Storage(SignedUrl url, String expireAt) {}
