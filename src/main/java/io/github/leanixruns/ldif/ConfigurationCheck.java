package io.github.leanixruns.ldif;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Checks in one pass and in constant memory whether a file is a processor configuration that can be
 * sent. LeanIX validates the processors. Thread-safe.
 */
public final class ConfigurationCheck {

  /**
   * Checks a file, which must not change during the check. In the result the elements are the
   * processors; there is no description, and nothing is added.
   *
   * @throws IOException if the file cannot be read
   * @throws LdifRejectedException if the file is not a processor configuration, or has no connector
   */
  public CheckedLdif check(Path file) throws IOException, LdifRejectedException {
    return new LdifScanner(file, DocumentKind.CONFIGURATION, HeaderDefaults.none()).scan();
  }
}
