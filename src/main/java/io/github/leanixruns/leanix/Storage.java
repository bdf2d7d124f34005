package io.github.leanixruns.leanix;

/**
 * The location for the upload of one LDIF.
 *
 * @param expireAt when the URL expires, as LeanIX returned it
 */
public record Storage(SignedUrl url, String expireAt) {}
