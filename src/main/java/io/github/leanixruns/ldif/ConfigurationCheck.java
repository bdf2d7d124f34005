package io.github.leanixruns.ldif;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks in one pass and in constant memory whether a file is a processor configuration that can be
 * sent. What processors are like is LeanIX's to say. Safe for use by several threads.
 */
public final class ConfigurationCheck {

  /**
   * Checks a file; it must not change meanwhile. What it answers counts processors for elements,
   * and has no description and nothing to add.
   *
   * @throws IOException if the file cannot be read
   * @throws LdifRejectedException if it is no processor configuration, or one without its connector
   */
  public CheckedLdif check(Path file) throws IOException, LdifRejectedException {
    return new Pass(file, DocumentKind.CONFIGURATION)
        .over(ConfigurationWalk::new, ConfigurationCheck::complete);
  }

  private static CheckedLdif complete(Document document, WatchedInput input) throws Mistake {
    new Completeness(document, Set.of(), DocumentKind.CONFIGURATION).insistOnFields();
    Map<HeaderField, String> header = document.header();
    return new CheckedLdif(
        new LdifHeader(
            header.get(HeaderField.CONNECTOR_TYPE),
            header.get(HeaderField.CONNECTOR_ID),
            header.get(HeaderField.CONNECTOR_VERSION),
            header.get(HeaderField.PROCESSING_DIRECTION),
            header.get(HeaderField.PROCESSING_MODE),
            null),
        document.content().elements(),
        input.size(),
        input.sha256(),
        List.of(),
        LdifEdits.of(List.of()));
  }
}
