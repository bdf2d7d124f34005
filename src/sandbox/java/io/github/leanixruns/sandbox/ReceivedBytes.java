package io.github.leanixruns.sandbox;

/**
 * Describes the bytes of a request.
 *
 * @param length in bytes
 * @param sha256 in hexadecimal
 * @param bytes the bytes, null if there are more than 64 KiB
 */
public record ReceivedBytes(long length, String sha256, byte[] bytes) {

  static ReceivedBytes of(Content content) {
    return new ReceivedBytes(content.length(), content.sha256(), content.bytes());
  }
}
