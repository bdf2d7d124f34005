package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static io.github.leanixruns.leanix.HttpAnswers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Answers answers = new Answers();

  @ParameterizedTest
  @ValueSource(
      ints = {
        400, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 422, 423, 424, 428, 431,
        451, 499
      })
  void anAnswerToARequestThatWillNeverSucceedIsARefusal(int status) {
    assertThat(AnswerOrigin.isRefusal(refusal(status, "no"))).isTrue();
    assertThat(AnswerOrigin.isRefusal(answer(status, ""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        300, 301, 302, 303, 304, 307, 308, 399, 401, 407, 408, 425, 429, 500, 501, 502, 503, 504,
        505, 507, 520, 599
      })
  void anyOtherAnswerIsNotARefusal(int status) {
    assertThat(AnswerOrigin.isRefusal(refusal(status, "no"))).isFalse();
  }

  @Test
  void onlyLeanixCanSayThatARunWasStartedEarlier() throws Exception {
    HttpOperationFailedException page = answer(400, "<html>Bad request");

    assertThat(answers.startedEarlier(refusal(400, "already started")))
        .isEqualTo("HTTP 400, \"already started\"");
    assertThatThrownBy(() -> answers.startedEarlier(page)).isSameAs(page);
  }

  @Test
  void aRunThatIsNotStartedAfterASuccessIsReported() {
    assertThatThrownBy(answers::notStarted)
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage(
            "The start was answered with a text that is not LeanIX's, and the run is not"
                + " started");
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
  void anAnswerWithoutARunIdIsInvalid(String json) {
    assertThatThrownBy(() -> answers.runId(json(json)))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has no \"id\"");
  }

  @Test
  void anEmptyAnswerIsInvalid() {
    assertThatThrownBy(() -> answers.runId(null)).isInstanceOf(InvalidAnswerException.class);
    assertThatThrownBy(() -> answers.status(null, "r")).isInstanceOf(InvalidAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "..."})
  void aRunIdOfDotsIsInvalid(String id) {
    assertThatThrownBy(() -> answers.runId(JSON.createObjectNode().put("id", id)))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX returned an invalid run id");
  }

  @Test
  void aRunIdHasFiveHundredCharactersAtMost() throws Exception {
    JsonNode longest = JSON.createObjectNode().put("id", "x".repeat(500));
    JsonNode longer = JSON.createObjectNode().put("id", "x".repeat(501));

    assertThat(answers.runId(longest)).hasSize(500);
    assertThatThrownBy(() -> answers.runId(longer)).isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void anUnknownStatusIsReadToo() throws Exception {
    assertThat(answers.status(json("{\"id\":\"r\",\"status\":\"IN_PROGRESS\"}"), "r"))
        .isEqualTo("IN_PROGRESS");
    assertThat(answers.status(json("{\"id\":\"r\",\"status\":\"NEW_IN_2030\"}"), "r"))
        .isEqualTo("NEW_IN_2030");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"other\",\"status\":\"FINISHED\"}",
        "{\"id\":7,\"status\":\"FINISHED\"}",
        "{\"status\":\"FINISHED\"}",
        "[{\"id\":\"r\",\"status\":\"FINISHED\"}]",
        "null",
        "7",
        "\"FINISHED\"",
      })
  void theStatusOfAnotherRunIsInvalid(String json) {
    assertThatThrownBy(() -> answers.status(json(json), "r"))
        .isInstanceOf(InvalidAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"status\":null", ",\"status\":3", ",\"status\":\" \""})
  void anAnswerWithoutAStatusIsInvalid(String status) {
    assertThatThrownBy(() -> answers.status(json("{\"id\":\"r\"" + status + "}"), "r"))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has no \"status\"");
  }

  @Test
  void aStatusHasFiveHundredCharactersAtMost() {
    JsonNode longer = JSON.createObjectNode().put("id", "r").put("status", "x".repeat(501));

    assertThatThrownBy(() -> answers.status(longer, "r"))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has a \"status\" of more than 500 characters");
  }

  @Test
  void aBlankAnswerHasNoText() throws Exception {
    assertThat(answers.hasText(null)).isFalse();
    assertThat(answers.hasText(stream(""))).isFalse();
    assertThat(answers.hasText(stream(" \r\n"))).isFalse();
    assertThat(answers.hasText(stream("<html>"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":[]}",
        " {\"x\": {\"content\": 1}, \"connectorType\": \"a\"}\n",
        "{\"connectorId\":\"\\\"}\"}"
      })
  void completeResultsAreReturnedUnchanged(String results) throws Exception {
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
  void resultsThatAreNotACompleteLdifAreInvalid(String results) {
    assertThatThrownBy(() -> resultsOf(results))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessageStartingWith("LeanIX");
  }

  private String resultsOf(String text) throws Exception {
    return new String(answers.results(stream(text)).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void thereAreNoResultsInAnEmptyAnswer() {
    assertThat(answers.results(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"url\":null}"})
  void anAnswerWithoutAUrlHasNoResultsUrl(String json) throws Exception {
    assertThat(answers.resultsUrl(json(json))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "7",
        "\"ok\"",
        "{\"url\":7}",
        "{\"url\":\"\"}",
        "{\"message\":\"busy\"}"
      })
  void anyOtherAnswerIsNotAResultsUrl(String json) {
    assertThatThrownBy(() -> answers.resultsUrl(json(json)))
        .isInstanceOf(InvalidAnswerException.class);
    assertThatThrownBy(() -> answers.resultsUrl(null)).isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void theResultsUrlKeepsItsSignature() throws Exception {
    assertThat(answers.resultsUrl(json("{\"url\":\"https://storage/blob?sig=x\"}")))
        .isEqualTo(new SignedUrl("https://storage", "/blob", "sig=x"));
    assertThat(answers.resultsUrl(json("{\"url\":\"HTTPS://Storage:443/blob\"}")))
        .isEqualTo(new SignedUrl("https://Storage:443", "/blob", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/etc/passwd",
        "//storage/blob",
        "https:/blob",
        "https://me@storage/blob",
        "https://leanix.blob.core.windows.net@evil.example/blob",
        "https://leanix.blob.core.windows.net\\\\@evil.example/blob",
        "https://127.1/blob",
        "https://1.2.3.4.5/blob",
      })
  void aUrlThatHasNoUnambiguousHostIsInvalid(String url) {
    assertThatThrownBy(() -> answers.resultsUrl(json("{\"url\":\"" + url + "\"}")))
        .isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void aSuccessHasOneOfTheCodesOfTheCall() throws Exception {
    answers.requireSuccess(null, 204, "200,204");
    answers.requireSuccess(stream("{}"), 200, "200");

    for (int status : new int[] {200, 202, 203, 206}) {
      assertThatThrownBy(() -> answers.requireSuccess(stream("[]"), status, "201,204"))
          .isInstanceOf(InvalidAnswerException.class)
          .hasMessage(
              "The answer is not LeanIX's: HTTP %d instead of 201 or 204. It may come from a proxy",
              status);
    }
  }

  @Test
  void anAnswerIsParsedAsJson() throws Exception {
    assertThat(answers.parsed(stream("{\"a\": 1.10}"))).hasToString("{\"a\":1.10}");
    assertThat(answers.parsed(stream(""))).isNull();
    assertThat(answers.parsed(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "ok", "{", "{} {}"})
  void anyOtherTextIsNotFromLeanix(String text) {
    assertThatThrownBy(() -> answers.parsed(stream(text)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void anAnswerThatWouldFillTheMemoryIsInvalid() throws Exception {
    String longest = "\"" + "x".repeat((8 << 20) - 2) + "\"";

    assertThat(answers.parsed(stream(longest)).textValue()).hasSize(longest.length() - 2);
    assertThatThrownBy(() -> answers.parsed(stream(longest + " ")))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has more than 8 MB");
    assertThatThrownBy(() -> answers.hasText(stream(longest + " ")))
        .isInstanceOf(InvalidAnswerException.class);
    assertThatThrownBy(() -> answers.parsed(stream("[" + "[],".repeat(1_000_000) + "0]")))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void statisticsAreAnObject() throws Exception {
    JsonNode statistics = json("{\"statusChanges\":[]}");

    assertThat(answers.statistics(statistics)).isSameAs(statistics);
    for (JsonNode other : new JsonNode[] {null, json("[]"), json("null"), json("\"x\"")}) {
      assertThatThrownBy(() -> answers.statistics(other))
          .isInstanceOf(InvalidAnswerException.class)
          .hasMessage("LeanIX's answer has no statistics");
    }
  }

  @Test
  void warningsAreAListOfPages() throws Exception {
    ArrayNode page = (ArrayNode) json("[{\"message\":\"a\"}]");

    Warnings warnings = answers.warnings(answers.noWarningsYet(), page);

    assertThat(warnings).isEqualTo(new Warnings(1, List.of(page.get(0)), false));
    for (JsonNode other :
        new JsonNode[] {null, json("{}"), json("[7]"), json("[null]"), json("\"x\"")}) {
      assertThatThrownBy(() -> answers.warnings(warnings, other))
          .isInstanceOf(InvalidAnswerException.class)
          .hasMessage("LeanIX's answer is not a list of warnings");
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
  void aRunIdIsOneSegmentOfThePath(String runId, String segment) {
    String encoded = answers.encoded(runId);

    assertThat(encoded).isEqualTo(segment);
    assertThat(URI.create("https://x/synchronizationRuns/" + encoded + "/status").getPath())
        .isEqualTo("/synchronizationRuns/" + runId + "/status");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }
}
