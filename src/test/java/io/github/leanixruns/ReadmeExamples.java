package io.github.leanixruns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples that people copy from README.md, so that tests can do the same. */
public final class ReadmeExamples {

  private ReadmeExamples() {}

  /**
   * Returns the code blocks of one language in one section.
   *
   * @param section the section's heading
   * @param language as it is written behind the block's beginning, for example {@code properties}
   */
  public static List<String> of(String section, String language) throws IOException {
    Pattern block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$");
    List<String> blocks =
        Stream.of(Files.readString(Path.of("README.md")).split("(?m)^## "))
            .filter(text -> text.startsWith(section + "\n"))
            .flatMap(text -> block.matcher(text).results())
            .map((MatchResult found) -> found.group(1))
            .toList();
    if (blocks.isEmpty()) {
      throw new AssertionError("README.md has no " + language + " in its section " + section);
    }
    return blocks;
  }
}
