package io.github.leanixruns.leanix;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.ExchangeException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** The technical user's API token, kept out of URIs, logs and messages. */
public final class ApiToken {

  private final String token;

  public ApiToken(String token) {
    this.token = token;
  }

  /** Returns the {@code Authorization} header that LeanIX's token endpoint expects. */
  public String basic() {
    byte[] credentials = ("apitoken:" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Says that the token endpoint does not accept the API token. */
  public void refused(@ExchangeException HttpOperationFailedException answer)
      throws ApiTokenRefusedException {
    throw new ApiTokenRefusedException(
        "LeanIX refuses the API token (%s). Check leanix.api-token and leanix.base-url."
            .formatted(LeanixWords.of(answer)));
  }

  @Override
  public String toString() {
    return "API token";
  }
}
