package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastAnswerTest {

  private static final String LONG = "x".repeat((8 << 20) + 1);

  @TempDir private Path folder;

  @Test
  void theObjectsAreReadAndTheResultsAreStreamed() throws Exception {
    FastAnswer answer =
        answer(
            " {\"status\":\"FAILED\",\"warnings\":[{\"message\":\"ä\"}, {\"n\":1.10}],\"more\":[{}],"
                + "\"stats\":{\"n\":1.10},\"results\": {\"content\":[\"ä\"]} } ");

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.warnings().count()).isEqualTo(2);
    assertThat(answer.warnings().first().toString())
        .isEqualTo("[{\"message\":\"ä\"}, {\"n\":1.10}]");
    assertThat(answer.statistics()).hasToString("{\"n\":1.10}");
    answer.requireValidResults();
    assertThat(new String(answer.results().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"content\":[\"ä\"]}");
  }

  @Test
  void onlyResultsMayBeLarge() throws Exception {
    FastAnswer answer = answer("{\"results\":{\"content\":[\"" + LONG + "\"]}}");

    answer.requireValidResults();
    assertThat(answer.results().readAllBytes()).hasSizeGreaterThan(LONG.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"%s\"}",
        "{\"stats\":{\"a\":\"%s\"}}",
        "{\"warnings\":[{\"a\":\"%s\"}]}",
      })
  void anAnswerThatWouldFillTheMemoryIsInvalid(String answer) {
    assertThatThrownBy(() -> answer(answer.replace("%s", LONG)))
        .isInstanceOf(InvalidAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
  void anotherEncodingIsInvalid(String encoding) throws Exception {
    Path file = folder.resolve("answer");
    Files.write(file, "{\"results\":{\"content\":[]}}".getBytes(encoding));

    assertThatThrownBy(() -> FastAnswer.in(file)).isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void resultsInAnotherEncodingAreInvalid() throws Exception {
    Path file = folder.resolve("answer");
    Files.write(
        file, "{\"results\":{\"content\":[\"Müller\"]}}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> FastAnswer.in(file)).isInstanceOf(InvalidAnswerException.class);
  }

  private FastAnswer answer(String json) throws IOException {
    return FastAnswer.in(Files.writeString(folder.resolve("answer"), json));
  }
}
