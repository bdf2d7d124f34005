package io.github.leanixruns.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Checks in one pass and in constant memory whether a file is a processor configuration that can be
 * sent, and works out which fields of the connector must be added to it. LeanIX validates the
 * processors. Thread-safe.
 */
public final class ConfigurationCheck {
  private final HeaderDefaults defaults;

  public ConfigurationCheck(HeaderDefaults defaults) {
    this.defaults = defaults;
  }

  /**
   * Checks a file, which must not change during the check. In the result the elements are the
   * processors, and there is no description.
   *
   * @throws IOException if the file cannot be read
   * @throws LdifRejectedException if the file is not a processor configuration, or has no connector
   */
  public CheckedLdif check(Path file) throws IOException, LdifRejectedException {
    return new LdifScanner(file, DocumentKind.CONFIGURATION, defaults).scan();
  }

  /**
   * Checks the bytes of a file while they are read.
   *
   * @param file contains the bytes that were read, for the position of an error
   * @throws IOException if the bytes cannot be read
   * @throws LdifRejectedException as above
   */
  public CheckedLdif check(InputStream bytes, Path file) throws IOException, LdifRejectedException {
    return new LdifScanner(file, DocumentKind.CONFIGURATION, defaults).scan(bytes);
  }
}
