package io.github.leanixruns.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Checks in one pass and in constant memory whether a file is an LDIF that can be sent, and works
 * out what must be added to it. Thread-safe.
 */
public final class LdifCheck {
  private final HeaderDefaults defaults;

  public LdifCheck(HeaderDefaults defaults) {
    this.defaults = defaults;
  }

  /** Returns a check of processor configurations with the same defaults. */
  public ConfigurationCheck forConfigurations() {
    return new ConfigurationCheck(defaults);
  }

  /**
   * Checks a file, which must not change during the check.
   *
   * @throws IOException if the file cannot be read
   * @throws LdifRejectedException if the file is not an LDIF, or one that LeanIX cannot accept
   */
  public CheckedLdif check(Path file) throws IOException, LdifRejectedException {
    return new LdifScanner(file, DocumentKind.LDIF, defaults).scan();
  }

  /**
   * Checks the bytes of a file while they are read.
   *
   * @param file contains the bytes that were read, for the position of an error
   * @throws IOException if the bytes cannot be read
   * @throws LdifRejectedException as above
   */
  public CheckedLdif check(InputStream bytes, Path file) throws IOException, LdifRejectedException {
    return new LdifScanner(file, DocumentKind.LDIF, defaults).scan(bytes);
  }
}
