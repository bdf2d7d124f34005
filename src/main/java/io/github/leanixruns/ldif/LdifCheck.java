package io.github.leanixruns.ldif;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Checks in one pass and in constant memory whether a file is an LDIF that can be sent, and works
 * out what has to be added to it. Safe for use by several threads.
 */
public final class LdifCheck {
  private final HeaderDefaults defaults;

  public LdifCheck(HeaderDefaults defaults) {
    this.defaults = defaults;
  }

  /**
   * Checks a file; it must not change meanwhile.
   *
   * @throws IOException if the file cannot be read
   * @throws LdifRejectedException if it is no LDIF, or one that LeanIX would not take
   */
  public CheckedLdif check(Path file) throws IOException, LdifRejectedException {
    return new Pass(file, DocumentKind.LDIF)
        .over(
            (parser, progress) -> new LdifWalk(parser, defaults, progress),
            (document, input) -> complete(file, document, input));
  }

  private CheckedLdif complete(Path file, Document document, WatchedInput input)
      throws IOException {
    Completion completion = new Completion(document, defaults);
    completion.complete(file);
    return new CheckedLdif(
        completion.header(),
        document.content().elements(),
        input.size(),
        input.sha256(),
        completion.notes(),
        completion.edits());
  }
}
