package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is unusual in an LDIF does not prevent it from being sent. */
class AcceptedLdifTest {
  private static final Path ACCEPTED = LdifFiles.resource("accepted");
  private static final Set<String> EDITED = Set.of("contents-element-without-id.json");

  private static final LdifCheck CHECK = new LdifCheck(HeaderDefaults.none());

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectedNotes")
  void isAcceptedWithNotes(String file, List<String> notes) throws Exception {
    CheckedLdif checked = CHECK.check(ACCEPTED.resolve(file));

    assertThat(checked.notes()).isEqualTo(notes);
    assertThat(checked.sentAsDropped()).isEqualTo(!EDITED.contains(file));
  }

  @Test
  void everyFileHasExpectedNotes() throws IOException {
    try (Stream<Path> files = Files.list(ACCEPTED)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              expectedNotes().map(line -> (String) line.get()[0]).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "header-processing-direction-capital, inbound, partial",
    "header-processing-direction-inbound-capitals, inbound, partial",
    "header-processing-direction-outbound-capitals, outbound, full",
    "header-processing-mode-capital, inbound, partial",
    "header-processing-mode-full-capitals, inbound, full",
    "header-processing-mode-null, inbound,",
    "results-as-delivered, inbound, partial"
  })
  void theHeaderHasDirectionAndModeInLowerCase(String file, String direction, String mode)
      throws Exception {
    LdifHeader header = CHECK.check(ACCEPTED.resolve(file + ".json")).header();

    assertThat(header.processingDirection()).isEqualTo(direction);
    assertThat(header.processingMode()).isEqualTo(mode);
  }

  static Stream<Arguments> expectedNotes() throws IOException {
    return Files.readAllLines(LdifFiles.resource("expected-notes.txt")).stream()
        .map(line -> line.split(":", 2))
        .map(parts -> Arguments.of(parts[0], notes(parts[1].strip())));
  }

  private static List<String> notes(String text) {
    return Arrays.stream(text.split(" \\| ")).filter(note -> !note.isEmpty()).toList();
  }
}
