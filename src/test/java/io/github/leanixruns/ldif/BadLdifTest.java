package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadLdifTest {
  private static final Path BAD = LdifFiles.resource("bad");

  /** Precedes a fragment of one of Jackson's sentences; all other reasons are exact. */
  private static final String JACKSON = ": … ";

  private static final LdifCheck CHECK = new LdifCheck(HeaderDefaults.none());

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void isRejectedWithPositionAndReason(String file, String expected) throws IOException {
    String reason = rejection(BAD.resolve(file)).reason();

    if (expected.contains(JACKSON)) {
      String[] parts = expected.split(JACKSON);
      assertThat(reason).startsWith(parts[0] + ": ").contains(parts[1]);
    } else {
      assertThat(reason).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void isHashedAndCountedCompletely(String file, String reason) throws IOException {
    LdifRejectedException rejection = rejection(BAD.resolve(file));

    assertThat(rejection.sizeBytes()).isEqualTo(Files.size(BAD.resolve(file)));
    assertThat(rejection.sha256()).isEqualTo(LdifFiles.sha256(BAD.resolve(file)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void hasReadableReasonAndAdvice(String file, String reason) throws IOException {
    LdifRejectedException rejection = rejection(BAD.resolve(file));

    assertThat(rejection.advice()).endsWith(".").hasSizeBetween(20, 300);
    assertThat(rejection.reason() + rejection.advice())
        .doesNotContain("Source:", "Exception", "com.fasterxml", "Feature", "null null")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void everyFileHasAnExpectedReason() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSizeGreaterThan(175)
          .containsExactlyInAnyOrderElementsOf(
              expectedReasons().map(line -> (String) line.get()[0]).toList());
    }
  }

  @Test
  void adviceNamesTheSettingOfAMissingField() {
    assertThat(rejection(BAD.resolve("header-connector-id-missing.json")).advice())
        .isEqualTo(
            "Add the missing field to the file, or set leanix.defaults.connector-id, and move it"
                + " back into the inbox.");
  }

  @Test
  void adviceForAnOfficeDocumentIsNotToUnpackIt() {
    assertThat(rejection(BAD.resolve("file-excel.xlsx")).advice())
        .isEqualTo("Export the data as an LDIF and move that file into the inbox.");
  }

  @Test
  void adviceForATruncatedFileIsToMoveTheCompleteFile() {
    assertThat(rejection(BAD.resolve("truncated-within-data.json")).advice())
        .contains("complete file");
  }

  @Test
  void adviceForTheOutputOfATestRunIsToExtractTheLdif() {
    assertThat(rejection(BAD.resolve("root-test-run-output.json")).advice())
        .isEqualTo(
            "Save the value of \"results\" as a file of its own and move that file into the"
                + " inbox.");
  }

  @Test
  void theOutputOfATestRunIsRejectedThoughDefaultsCompleteTheHeader() {
    LdifCheck withDefaults = new LdifCheck(LdifFiles.ACME);

    assertThatThrownBy(() -> withDefaults.check(BAD.resolve("root-test-run-output.json")))
        .isInstanceOf(LdifRejectedException.class)
        .hasMessageContaining("test run");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedReasons")
  void isTruncatedIfTheRestMayStillHaveToBeWritten(String file, String reason) {
    boolean truncated =
        file.startsWith("truncated-")
            || Set.of(
                    "file-empty.json",
                    "file-only-blanks.json",
                    "file-only-byte-order-mark.json",
                    "file-binary-zeros.json")
                .contains(file);

    assertThat(rejection(BAD.resolve(file)).isTruncated()).isEqualTo(truncated);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\uD83D", "\\uDE00", "\\uDE00\\uD83D"})
  void unpairedSurrogatesInTheHeaderAreRejected(String escapes) throws IOException {
    String text = "{" + LdifFiles.HEADER.replace("cmdb-emea", "cmdb" + escapes) + "}";

    assertThat(rejection(LdifFiles.write(directory, text)).reason())
        .isEqualTo(
            "Line 1, column 44: connectorId contains an escape \\uD800 to \\uDFFF that is not part"
                + " of a pair.");
  }

  private static LdifRejectedException rejection(Path file) {
    return catchThrowableOfType(LdifRejectedException.class, () -> CHECK.check(file));
  }

  static Stream<Arguments> expectedReasons() throws IOException {
    return Files.readAllLines(LdifFiles.resource("expected-reasons.txt")).stream()
        .map(line -> Arguments.of((Object[]) line.split(": ", 2)));
  }
}
