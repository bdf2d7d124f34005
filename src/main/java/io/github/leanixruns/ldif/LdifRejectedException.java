package io.github.leanixruns.ldif;

import java.io.IOException;
import java.io.InputStream;

/** Reports why and where a file is not a valid LDIF, and what to do about it. */
public final class LdifRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;
  private final long sizeBytes;
  private final String sha256;
  private final boolean truncated;

  private LdifRejectedException(
      String reason, String advice, long sizeBytes, String sha256, boolean truncated) {
    super(reason);
    this.advice = advice;
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
    this.truncated = truncated;
  }

  /** Creates an exception for an error that was found in a file, which was read to its end. */
  static LdifRejectedException of(
      LdifError error, String reason, DocumentKind kind, HashedUtf8Stream input) {
    return new LdifRejectedException(
        reason, kind.describe(error.advice()), input.size(), input.sha256(), error.isTruncation());
  }

  /** Creates an exception for a valid LDIF that cannot be run for another reason. */
  public static LdifRejectedException of(CheckedLdif ldif, String reason, String advice) {
    return new LdifRejectedException(reason, advice, ldif.sizeBytes(), ldif.sha256(), false);
  }

  /** Creates an exception for a file whose content was not checked. */
  public static LdifRejectedException of(InputStream bytes, String reason, String advice)
      throws IOException {
    HashedUtf8Stream input = new HashedUtf8Stream(bytes);
    input.drain();
    return new LdifRejectedException(reason, advice, input.size(), input.sha256(), false);
  }

  /** Creates an exception for a file that cannot be read. */
  public static LdifRejectedException unread(String reason, String advice) {
    return new LdifRejectedException(reason, advice, 0, null, false);
  }

  /** Returns one or two sentences that name the position and the error. */
  public String reason() {
    return getMessage();
  }

  /** Returns one or two sentences about what to do now. */
  public String advice() {
    return advice;
  }

  /**
   * Returns whether the file may only be incomplete because it was still being written: it ends in
   * the middle of the document, is empty, or starts with binary zeros.
   */
  public boolean isTruncated() {
    return truncated;
  }

  /** Returns the size of the whole file in bytes, 0 if it cannot be read. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Returns the SHA-256 of the whole file, 64 lower-case hex digits, or null if it cannot be read.
   */
  public String sha256() {
    return sha256;
  }
}
