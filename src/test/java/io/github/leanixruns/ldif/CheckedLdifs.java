package io.github.leanixruns.ldif;

import java.util.List;

/** Creates check results for tests that need no file. */
public final class CheckedLdifs {

  private CheckedLdifs() {}

  public static CheckedLdif of(LdifHeader header) {
    return new CheckedLdif(header, 1, 2, "abc", List.of(), LdifEdits.of(List.of()));
  }
}
