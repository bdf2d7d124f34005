package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerOriginTest {

  private static final String ERRORS = "{\"errors\":[\"no\"]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ERRORS,
        "{\"errors\":[]}",
        " {\"status\":\"ERROR\",\"errors\":[{\"value\":\"x\",\"messages\":[]}]}",
        "{\"status\":422,\"errors\":[\"no\"]}",
        "{\"status\":\"ERROR\",\"message\":\"no\"}",
        "{\"message\":\"no\",\"detail\":\"no such run\",\"processor\":null}",
      })
  void jsonOfAShapeInTheOpenApiIsFromLeanix(String body) {
    for (String type : new String[] {"application/json", "Application/JSON;charset=utf-8"}) {
      assertThat(AnswerOrigin.isRefusal(typed(403, type, body))).isTrue();
      assertThat(AnswerOrigin.isIntermediary(typed(403, type, body))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><title>Access denied</title>",
        "{\"errors\":[",
        "{}",
        "[]",
        "null",
        "\"Forbidden\"",
        "{\"errors\":\"no\"}",
        "{\"error\":\"Forbidden\"}",
        "{\"message\":\"Forbidden\"}",
        "{\"code\":403,\"message\":\"Forbidden\"}",
        "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"message\":\"\",\"path\":\"/\"}",
        "[{\"errors\":[\"no\"]}]",
      })
  void anyOtherAnswerIsFromAnIntermediary(String body) {
    assertThat(AnswerOrigin.isRefusal(typed(403, "application/json", body))).isFalse();
    assertThat(AnswerOrigin.isIntermediary(typed(403, "application/json", body))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"errors\":[\"", " {\"status\":\"ERROR\", \"errors\" : [\"no\", \""})
  void aLongErrorOfLeanixThatWasCutOffIsARefusal(String start) {
    assertThat(AnswerOrigin.isRefusal(typed(422, "application/json", start + "x".repeat(16_000))))
        .isTrue();
    assertThat(
            AnswerOrigin.isRefusal(
                typed(422, "application/json", "{\"text\":[\"" + "x".repeat(16_000))))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html; charset=utf-8", "application/jsonx", ""})
  void jsonWithAnotherContentTypeIsFromAnIntermediary(String type) {
    assertThat(AnswerOrigin.isIntermediary(typed(404, type, ERRORS))).isTrue();
    assertThat(AnswerOrigin.isIntermediary(answer(404, ERRORS))).isTrue();
    assertThat(AnswerOrigin.isIntermediary(answer(404, null, ERRORS))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 408, 425, 429, 500, 502, 503})
  void anAnswerThatAsksForARetryIsNoRefusal(int status) {
    HttpOperationFailedException page = answer(status, "<html>");

    assertThat(AnswerOrigin.isIntermediary(page)).isFalse();
    assertThat(AnswerOrigin.isRefusal(typed(status, "application/json", ERRORS))).isFalse();
  }

  @Test
  void anUnauthorizedRequestIsNoRefusal() {
    HttpOperationFailedException unauthorized = typed(401, "application/json", ERRORS);

    assertThat(AnswerOrigin.isUnauthorized(unauthorized)).isTrue();
    assertThat(AnswerOrigin.isRefusal(unauthorized)).isFalse();
    assertThat(AnswerOrigin.isIntermediary(unauthorized)).isFalse();
    assertThat(AnswerOrigin.isUnauthorized(answer(401, "<html>"))).isFalse();
    assertThat(AnswerOrigin.isIntermediary(answer(401, "<html>"))).isTrue();
  }

  @Test
  void theTokenEndpointAnswersAsOauthDoes() {
    String oauth = "{\"error\":\"invalid_client\",\"error_description\":\"expired\"}";

    assertThat(AnswerOrigin.isTokenRefusal(typed(401, "application/json", oauth))).isTrue();
    assertThat(AnswerOrigin.isTokenRefusal(typed(403, "application/json", ERRORS))).isTrue();
    assertThat(AnswerOrigin.isTokenRefusal(typed(429, "application/json", oauth))).isFalse();
    assertThat(AnswerOrigin.isTokenRefusal(typed(403, "text/html", "<html>"))).isFalse();
    assertThat(AnswerOrigin.isTokenRefusal(answer(404, ""))).isFalse();
    assertThat(
            AnswerOrigin.isTokenRefusal(
                typed(403, "application/json", "{\"error\":\"Access denied\"}")))
        .isFalse();
    assertThat(AnswerOrigin.isRefusal(typed(403, "application/json", oauth))).isFalse();
  }

  @Test
  void theStorageAnswersInXmlOrWithItsHeaders() {
    String xml = "<Error><Code>AuthenticationFailed</Code></Error>";

    assertThat(AnswerOrigin.isStorageRefusal(typed(403, "application/xml", xml))).isTrue();
    assertThat(AnswerOrigin.isStorageRefusal(answer(401, Map.of("x-ms-request-id", "1"), "")))
        .isTrue();
    assertThat(AnswerOrigin.isStorageRefusal(answer(404, Map.of("X-MS-Error-Code", "no"), null)))
        .isTrue();
    assertThat(AnswerOrigin.isStorageRefusal(typed(503, "application/xml", xml))).isFalse();
    assertThat(AnswerOrigin.isStorageRefusal(typed(403, "text/html", "<html>"))).isFalse();
    assertThat(AnswerOrigin.isStorageRefusal(answer(403, ""))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void anIntermediaryIsNamedByHostStatusAndTitle(String body, String content) {
    assertThat(AnswerOrigin.describeIntermediary(answer(403, body)))
        .isEqualTo(
            "acme.leanix.net answered with HTTP 403 and %s, which is not an answer of LeanIX. Check leanix.base-url, and the proxies, firewalls and login pages between this machine and LeanIX"
                .formatted(content));
  }

  static Stream<Arguments> pages() {
    return Stream.of(
        arguments(
            "<html><head><TITLE lang=x> Access\n denied </TITLE></head>",
            "the page \"Access denied\""),
        arguments("<html><title></title><body>Log in</body></html>", "the text \"Log in\""),
        arguments("Blocked by policy 7\n", "the text \"Blocked by policy 7\""),
        arguments("{\"message\":\"Forbidden\"}", "the text \"Forbidden\""),
        arguments("x".repeat(1_000), "the text \"" + "x".repeat(200) + "…\""),
        arguments(" ", "no text"),
        arguments(null, "no text"));
  }

  @Test
  void aSignedUrlIsNotRepeated() {
    String description =
        AnswerOrigin.describeIntermediary(
            new HttpOperationFailedException(
                "https://storage/blob?sig=hidden x", 403, "no", null, Map.of(), null));

    assertThat(description).startsWith("A server answered with HTTP 403 and no text, ");
    assertThat(description).doesNotContain("hidden");
  }

  private static HttpOperationFailedException typed(int status, String type, String body) {
    return answer(status, Map.of("Content-Type", type), body);
  }
}
