package io.github.leanixruns.inbox;

import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifRejectedException;

/**
 * What the check found in a file: an LDIF, or what is wrong with it. One of the two is null.
 *
 * <p>It is a value rather than an exception, because Camel repeats nothing that fails within a
 * {@code doTry}, and what follows has to be repeated until the ledger takes it.
 */
public record Verdict(CheckedLdif ldif, LdifRejectedException rejection) {

  /** Tells whether the file is an LDIF that LeanIX can be asked to run. */
  public boolean isAccepted() {
    return rejection == null;
  }
}
