package io.github.leanixruns.sandbox;

/**
 * Tells which bytes came in as a run's LDIF.
 *
 * @param sha256 in hexadecimal
 * @param bytes the bytes themselves up to 64 KiB, null beyond
 */
public record Received(long length, String sha256, byte[] bytes) {

  static Received of(Content content) {
    return new Received(content.length(), content.sha256(), content.bytes());
  }
}
