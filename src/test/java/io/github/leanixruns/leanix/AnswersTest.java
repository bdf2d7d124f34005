package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Answers answers = new Answers(Clock.systemUTC());

  @ParameterizedTest
  @ValueSource(
      ints = {
        400, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 422, 423, 424, 428, 431,
        451, 499
      })
  void aRequestThatWillNeverWorkIsRefused(int status) {
    assertThat(answers.isRefusal(answer(status, ""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        300, 301, 302, 303, 304, 307, 308, 399, 401, 408, 425, 429, 500, 501, 502, 503, 504, 505,
        507, 520, 599
      })
  void anythingElseMayPass(int status) {
    assertThat(answers.isRefusal(answer(status, ""))).isFalse();
  }

  @Test
  void aRefusalThatWasCaughtIsThrownAsItWas() {
    HttpOperationFailedException refusal = answer(400, "already started");

    assertThatThrownBy(() -> answers.refuse(refusal)).isSameAs(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"run-1\"}                               | run-1",
        "[{\"id\":\"run-1\"}]                             | run-1",
        "{\"id\":\"run-1\",\"status\":\"CREATED\",\"n\":{}} | run-1",
        "{\"id\":\"a/b ..\"}                              | a/b ..",
        "{\"id\":\".a\"}                                  | .a",
      })
  void theRunIdIsReadFromAnObjectOrAnArrayOfOne(String json, String id) throws Exception {
    assertThat(answers.runId(json(json))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[[]]",
        "null",
        "true",
        "17",
        "\"run-1\"",
        "{\"id\":null}",
        "{\"id\":17}",
        "{\"id\":\"\"}",
        "{\"id\":\"  \"}",
        "{\"id\":[\"run-1\"]}",
        "[\"run-1\"]",
        "{\"ID\":\"run-1\"}",
        ""
      })
  void anAnswerWithoutARunIdIsNoAnswer(String json) {
    assertThatThrownBy(() -> answers.runId(json(json)))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has no \"id\"");
  }

  @Test
  void noAnswerAtAllHasNoRunId() {
    assertThatThrownBy(() -> answers.runId(null)).isInstanceOf(InvalidAnswerException.class);
    assertThatThrownBy(() -> answers.status(null)).isInstanceOf(InvalidAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "..."})
  void aRunIdOfDotsIsNone(String id) {
    assertThatThrownBy(() -> answers.runId(JSON.createObjectNode().put("id", id)))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX gave the run an id that no run can have");
  }

  @Test
  void aRunIdHasFiveHundredCharactersAtMost() throws Exception {
    JsonNode longest = JSON.createObjectNode().put("id", "x".repeat(500));
    JsonNode longer = JSON.createObjectNode().put("id", "x".repeat(501));

    assertThat(answers.runId(longest)).hasSize(500);
    assertThatThrownBy(() -> answers.runId(longer)).isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void theStatusIsReadWhateverItIs() throws Exception {
    assertThat(answers.status(json("{\"id\":\"r\",\"status\":\"IN_PROGRESS\"}")))
        .isEqualTo("IN_PROGRESS");
    assertThat(answers.status(json("{\"status\":\"NEW_IN_2030\"}"))).isEqualTo("NEW_IN_2030");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"status\":null}", "{\"status\":3}", "{\"status\":\" \"}"})
  void anAnswerWithoutAStatusIsNoAnswer(String json) {
    assertThatThrownBy(() -> answers.status(json(json)))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has no \"status\"");
  }

  @Test
  void aStatusIsAWordAndNoBook() {
    JsonNode book = JSON.createObjectNode().put("status", "x".repeat(501));

    assertThatThrownBy(() -> answers.status(book))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has a \"status\" of more than 500 characters");
  }

  @Test
  void anAnswerWithNothingButBlanksHasNoWords() {
    assertThat(answers.hasWords(null)).isFalse();
    assertThat(answers.hasWords(new byte[0])).isFalse();
    assertThat(answers.hasWords(" \r\n".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(answers.hasWords("<html>".getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":[]}",
        " {\"x\": {\"content\": 1}, \"connectorType\": \"a\"}\n",
        "{\"connectorId\":\"\\\"}\"}"
      })
  void resultsAreHandedOnAsTheyCame(String results) throws Exception {
    assertThat(resultsOf(results)).isEqualTo(results);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html>",
        "[]",
        "{\"content\":[]",
        "{}",
        "{\"message\":\"busy\"}",
        "{\"a\":{\"content\":[]}}"
      })
  void resultsThatAreNoWholeLdifAreNoAnswer(String results) {
    assertThatThrownBy(() -> resultsOf(results))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessageStartingWith("LeanIX");
  }

  private String resultsOf(String text) throws Exception {
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new String(answers.results(bytes).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void statisticsAreAnObject() throws Exception {
    JsonNode statistics = json("{\"statusChanges\":[]}");

    assertThat(answers.statistics(statistics)).isSameAs(statistics);
    for (JsonNode other : new JsonNode[] {null, json("[]"), json("null"), json("\"x\"")}) {
      assertThatThrownBy(() -> answers.statistics(other))
          .isInstanceOf(InvalidAnswerException.class)
          .hasMessage("LeanIX answered no statistics");
    }
  }

  @Test
  void warningsAreAListAndAddUp() throws Exception {
    ArrayNode page = (ArrayNode) json("[{\"message\":\"a\"}]");

    Warnings warnings = answers.warnings(answers.noWarningsYet(), page);

    assertThat(warnings).isEqualTo(new Warnings(1, java.util.List.of(page.get(0)), false));
    for (JsonNode other : new JsonNode[] {null, json("{}"), json("null"), json("\"x\"")}) {
      assertThatThrownBy(() -> answers.warnings(warnings, other))
          .isInstanceOf(InvalidAnswerException.class)
          .hasMessage("LeanIX answered no list of warnings");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run-1,        run-1",
    "a/b,          a%2Fb",
    "../../x,      ..%2F..%2Fx",
    "a b,          a%20b",
    "a+b,          a%2Bb",
    "50%,          50%25",
    "a%2Fb,        a%252Fb",
    "a?b=c&d#e,    a%3Fb%3Dc%26d%23e",
    "a;b:c@d,      a%3Bb%3Ac%40d",
    "a\\b,         a%5Cb",
    "ü🚀,          %C3%BC%F0%9F%9A%80",
    "{{x}}${y},    %7B%7Bx%7D%7D%24%7By%7D",
  })
  void aRunIdIsOneNameOfThePathWhateverItHolds(String runId, String name) {
    String path = answers.pathOf(Map.of("run_id", runId));

    assertThat(path).isEqualTo("synchronizationRuns/" + name);
    assertThat(URI.create("https://x/" + path + "/status").getPath())
        .isEqualTo("/synchronizationRuns/" + runId + "/status");
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }
}
