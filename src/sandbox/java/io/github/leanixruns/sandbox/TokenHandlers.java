package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Issues and checks access tokens. */
final class TokenHandlers {
  private static final String USER = "apitoken:";

  private final TokenStore tokens;

  TokenHandlers(TokenStore tokens) {
    this.tokens = tokens;
  }

  HttpReply issue(HttpCall call) throws IOException {
    if (!tokens.accepts(apiToken(call.header("Authorization")))) {
      return error(401, "invalid_client", "The API token is unknown.")
          .with("WWW-Authenticate", "Basic realm=\"LeanIX\"");
    }
    if (!"client_credentials".equals(grantType(call))) {
      return error(400, "unsupported_grant_type", "The grant type must be client_credentials.");
    }
    return HttpReply.json(
        200,
        SandboxJson.object()
            .put("access_token", tokens.issue())
            .put("token_type", "bearer")
            .put("expires_in", tokens.seconds())
            .put("scope", ""));
  }

  void requireBearer(HttpCall call) {
    String header = call.header("Authorization");
    boolean valid =
        header != null
            && header.regionMatches(true, 0, "Bearer ", 0, 7)
            && tokens.isValid(header.substring(7).trim());
    if (!valid) {
      throw new Refusal(401, "The access token is missing, unknown or expired.");
    }
  }

  private static String apiToken(String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(6).trim());
      String pair = new String(bytes, StandardCharsets.UTF_8);
      return pair.startsWith(USER) ? pair.substring(USER.length()) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String grantType(HttpCall call) throws IOException {
    byte[] body = call.body().bytes();
    return body == null
        ? null
        : HttpCall.form(new String(body, StandardCharsets.UTF_8)).get("grant_type");
  }

  private static HttpReply error(int status, String error, String description) {
    return HttpReply.json(
        status, SandboxJson.object().put("error", error).put("error_description", description));
  }
}
