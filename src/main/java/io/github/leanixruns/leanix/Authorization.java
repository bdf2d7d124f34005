package io.github.leanixruns.leanix;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Provides the {@code Authorization} headers of calls to a workspace. */
public final class Authorization {

  /** Returns the header of a call, with the access token that all calls to the workspace share. */
  public String bearer(@Variable("workspace") Workspace workspace) throws Exception {
    return workspace.accessToken().bearer();
  }

  /**
   * Discards an access token that LeanIX answered with 401. If there is no new one, a missing
   * variable {@code bearer} tells that the request was not executed.
   */
  public void discard(
      @Variable("workspace") Workspace workspace,
      @Variable("bearer") String bearer,
      Exchange exchange) {
    workspace.accessToken().discard(bearer);
    exchange.removeVariable("bearer");
  }

  /** Returns the header that the token endpoint expects. */
  public String basic(@Variable("workspace") Workspace workspace) throws IOException {
    return workspace.apiToken().basic();
  }

  /** Reports that the token endpoint refuses the API token, or that the request has failed. */
  public void failed(
      @Variable("workspace") Workspace workspace,
      @ExchangeException HttpOperationFailedException answer)
      throws ApiTokenRefusedException, HttpOperationFailedException {
    if (AnswerOrigin.isTokenRefusal(answer)) {
      throw workspace.apiToken().refusal(answer);
    }
    throw answer;
  }
}
