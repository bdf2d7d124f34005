package io.github.leanixruns.inbox;

import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.nio.file.Path;

/**
 * The result of the check: an LDIF or a rejection. One of the two is null.
 *
 * <p>It is a value and not an exception, because Camel does not redeliver within a {@code doTry},
 * and the next steps must be repeated until the ledger has recorded the result.
 *
 * @param copy the copy of a dropped file that was checked; null without one
 */
public record Verdict(CheckedLdif ldif, LdifRejectedException rejection, Path copy) {

  static Verdict ofLdif(CheckedLdif ldif) {
    return new Verdict(ldif, null, null);
  }

  static Verdict ofRejection(LdifRejectedException rejection) {
    return new Verdict(null, rejection, null);
  }

  Verdict ofCopy(Path checked) {
    return new Verdict(ldif, rejection, checked);
  }

  /** Tells whether the file is an LDIF that LeanIX can be asked to run. */
  public boolean isAccepted() {
    return rejection == null;
  }

  /** Tells whether the file ends in the middle of its document. */
  boolean isTruncated() {
    return rejection != null && rejection.isTruncated();
  }

  /** Returns the size of the file that was checked. */
  long sizeBytes() {
    return isAccepted() ? ldif.sizeBytes() : rejection.sizeBytes();
  }
}
