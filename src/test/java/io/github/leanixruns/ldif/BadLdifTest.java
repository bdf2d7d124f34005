package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadLdifTest {
  private static final Path BAD = LdifFiles.resource("bad");
  private static final LdifCheck CHECK = new LdifCheck(HeaderDefaults.none());

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void isRejectedForItsReason(String file, String reason) throws IOException {
    LdifRejectedException rejection = rejection(BAD.resolve(file));

    assertThat(rejection.reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void isHashedAndCountedAsAWhole(String file, String reason) throws IOException {
    LdifRejectedException rejection = rejection(BAD.resolve(file));

    assertThat(rejection.sizeBytes()).isEqualTo(Files.size(BAD.resolve(file)));
    assertThat(rejection.sha256()).isEqualTo(LdifFiles.sha256(BAD.resolve(file)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void comesWithReasonAndAdviceThatAPersonCanRead(String file, String reason) throws IOException {
    LdifRejectedException rejection = rejection(BAD.resolve(file));

    assertThat(rejection.advice()).endsWith(".").hasSizeBetween(20, 300);
    assertThat(rejection.reason() + rejection.advice())
        .doesNotContain("Source:", "Exception", "com.fasterxml", "Feature", "null null")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void eachFileHasAnExpectedReason() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSizeGreaterThan(60)
          .containsExactlyInAnyOrderElementsOf(
              expectedReasons().map(line -> (String) line.get()[0]).toList());
    }
  }

  @Test
  void theAdviceNamesTheDefaultThatWouldHelp() {
    assertThat(rejection(BAD.resolve("header-connector-id-missing.json")).advice())
        .isEqualTo(
            "Add the missing to the file, or set leanix.defaults.connector-id, and move the file"
                + " back into the inbox.");
  }

  @Test
  void theAdviceForATruncatedFileIsToMoveItInWhole() {
    assertThat(rejection(BAD.resolve("truncated-within-data.json")).advice())
        .contains("complete file");
  }

  private static LdifRejectedException rejection(Path file) {
    return catchThrowableOfType(LdifRejectedException.class, () -> CHECK.check(file));
  }

  static Stream<Arguments> expectedReasons() throws IOException {
    return Files.readAllLines(LdifFiles.resource("expected-reasons.txt")).stream()
        .map(line -> Arguments.of((Object[]) line.split(": ", 2)));
  }
}
