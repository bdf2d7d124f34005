package io.github.leanixruns.leanix;

import java.io.IOException;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Gives the API routes what their workspace wants to see before it answers. */
public final class Authorization {

  /** Returns the {@code Authorization} header of a call, with the token that all calls share. */
  public String bearer(@Variable("workspace") Workspace workspace) throws Exception {
    return workspace.accessToken().bearer();
  }

  /** Forgets an access token that was answered with 401. */
  public void discard(
      @Variable("workspace") Workspace workspace, @Variable("bearer") String bearer) {
    workspace.accessToken().discard(bearer);
  }

  /** Returns the {@code Authorization} header that the token endpoint expects. */
  public String basic(@Variable("workspace") Workspace workspace) throws IOException {
    return workspace.apiToken().basic();
  }

  /** Says that the token endpoint does not accept the API token. */
  public void refused(
      @Variable("workspace") Workspace workspace,
      @ExchangeException HttpOperationFailedException answer)
      throws ApiTokenRefusedException {
    throw workspace.apiToken().refusal(answer);
  }
}
