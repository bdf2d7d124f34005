package io.github.leanixruns.leanix;

import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Answers that Camel's HTTP client reports as failures. */
public final class HttpAnswers {

  private HttpAnswers() {}

  public static HttpOperationFailedException answer(int status, String body) {
    return answer(status, Map.of(), body);
  }

  public static HttpOperationFailedException answer(
      int status, Map<String, String> headers, String body) {
    return new HttpOperationFailedException(
        "https://acme.leanix.net/services/integration-api/v1/synchronizationRuns",
        status,
        "in a word",
        null,
        headers,
        body);
  }
}
