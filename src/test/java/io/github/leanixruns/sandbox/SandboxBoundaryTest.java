package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SandboxBoundaryTest {

  private static final Pattern TYPE =
      Pattern.compile("io\\.github\\.leanixruns(?:\\.[a-z]+)*\\.[A-Z]\\w*");
  private static final String SANDBOX = "io.github.leanixruns.sandbox.";

  @Test
  void theProductDoesNotUseTheSandbox() throws IOException {
    assertThat(types(Path.of("src/main/java")))
        .isNotEmpty()
        .noneMatch(type -> type.startsWith(SANDBOX));
  }

  @Test
  void theSandboxUsesOnlyTheServiceInterfaceOfTheProduct() throws IOException {
    assertThat(types(Path.of("src/sandbox/java")))
        .filteredOn(type -> !type.startsWith(SANDBOX))
        .containsExactly("io.github.leanixruns.hub.SandboxProvider");
  }

  private static Set<String> types(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> TYPE.matcher(read(file)).results().map(MatchResult::group))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
