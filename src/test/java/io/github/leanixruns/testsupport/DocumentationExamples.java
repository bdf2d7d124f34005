package io.github.leanixruns.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the examples in the documentation, so that tests can run them. */
public final class DocumentationExamples {

  private DocumentationExamples() {}

  /**
   * Returns the code blocks of a page, in their order.
   *
   * @param page the name of a file in {@code docs/}, without its extension
   * @param language the language of the blocks, for example {@code properties}
   */
  public static List<String> of(String page, String language) throws IOException {
    Path file = Path.of("docs", page + ".md");
    Pattern block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$");
    List<String> blocks =
        block.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
    if (blocks.isEmpty()) {
      throw new AssertionError(file + " has no example in the language " + language);
    }
    return blocks;
  }
}
