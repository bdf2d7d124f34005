package io.github.leanixruns.leanix;

import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Answers that Camel's HTTP client reports as failures. */
public final class HttpAnswers {

  private HttpAnswers() {}

  public static HttpOperationFailedException answer(int status, String body) {
    return answer(status, Map.of(), body);
  }

  /** Returns a refusal as LeanIX words it. */
  public static HttpOperationFailedException refusal(int status, String error) {
    return refusal("synchronizationRuns", status, error);
  }

  /** Returns LeanIX's refusal of a request to a path of the Integration API. */
  public static HttpOperationFailedException refusal(String path, int status, String error) {
    return answer(
        path,
        status,
        Map.of("Content-Type", "application/json"),
        "{\"errors\":[\"" + error + "\"]}");
  }

  public static HttpOperationFailedException answer(
      int status, Map<String, String> headers, String body) {
    return answer("synchronizationRuns", status, headers, body);
  }

  private static HttpOperationFailedException answer(
      String path, int status, Map<String, String> headers, String body) {
    return new HttpOperationFailedException(
        "https://acme.leanix.net/services/integration-api/v1/" + path,
        status,
        "in a word",
        null,
        headers,
        body);
  }
}
