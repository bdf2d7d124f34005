package io.github.leanixruns.ldif;

import java.io.IOException;
import java.nio.file.Path;

/** Tells why a file cannot be sent, where the mistake is, and what to do about it. */
public final class LdifRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;
  private final long sizeBytes;
  private final String sha256;

  LdifRejectedException(String reason, String advice, long sizeBytes, String sha256) {
    super(reason);
    this.advice = advice;
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
  }

  /** Makes one for a sound LDIF that cannot be run for another reason. */
  public static LdifRejectedException of(CheckedLdif ldif, String reason, String advice) {
    return new LdifRejectedException(reason, advice, ldif.sizeBytes(), ldif.sha256());
  }

  /** Makes one for a file that was not looked into. */
  public static LdifRejectedException of(Path file, String reason, String advice)
      throws IOException {
    try (WatchedInput input = WatchedInput.of(file)) {
      input.drain();
      return new LdifRejectedException(reason, advice, input.size(), input.sha256());
    }
  }

  /** Gives one or two sentences that name the place and the mistake. */
  public String reason() {
    return getMessage();
  }

  /** Gives one or two sentences on what to do now. */
  public String advice() {
    return advice;
  }

  /** Gives the size of the whole file in bytes. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Gives the SHA-256 of the whole file, 64 digits of lower-case hex. */
  public String sha256() {
    return sha256;
  }
}
