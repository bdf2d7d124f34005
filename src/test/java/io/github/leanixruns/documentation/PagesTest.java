package io.github.leanixruns.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the pages of the documentation with each other and with the program. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern PATH =
      Pattern.compile("`((?:src|routes|docs)/[\\w./-]+(?<![.])|[a-z]+/[A-Z]\\w+)`");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.list(Path.of("docs"))) {
      Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(pages::add);
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(Path page) throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();

      assertThat(target).exists();
      if (link.group(2) != null) {
        assertThat(anchors(target)).as(target.toString()).contains(link.group(2));
      }
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyFileAndClassThatAPageNamesExists(Path page) throws IOException {
    for (MatchResult path : PATH.matcher(Files.readString(page)).results().toList()) {
      String name = path.group(1);
      assertThat(
              Stream.of(name, "src/main/java/io/github/leanixruns/" + name + ".java").map(Path::of))
          .as(name)
          .anyMatch(Files::exists);
    }
  }

  @Test
  void theIndexInTheReadmeListsEveryPage() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      assertThat(docs.map(Path::toString).filter(name -> name.endsWith(".md")))
          .isNotEmpty()
          .allMatch(name -> readme.contains("](" + name + ")"));
    }
  }

  @Test
  void contributingListsEveryTestPackage() throws IOException {
    String contributing = Files.readString(Path.of("CONTRIBUTING.md"));

    try (Stream<Path> packages = Files.list(Path.of("src/test/java/io/github/leanixruns"))) {
      assertThat(packages.filter(Files::isDirectory).map(one -> "`" + one.getFileName() + "`"))
          .isNotEmpty()
          .allMatch(contributing::contains);
    }
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(250);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyExampleOfSettingsUsesKnownSettings(Path page) throws IOException {
    List<Setting> defined = Setting.defined();
    Properties examples = new Properties();
    Pattern block = Pattern.compile("(?ms)^```properties\n(.*?)^```$");
    for (MatchResult found : block.matcher(Files.readString(page)).results().toList()) {
      examples.load(new StringReader(found.group(1)));
    }

    assertThat(examples.stringPropertyNames())
        .allMatch(name -> defined.stream().anyMatch(setting -> setting.matches(name)));
  }
}
