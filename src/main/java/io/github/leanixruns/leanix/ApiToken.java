package io.github.leanixruns.leanix;

import io.github.leanixruns.settings.SecretFile;
import io.github.leanixruns.settings.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * The API token of the technical user. It never appears in URIs, logs and messages.
 *
 * <p>A token in a file is read again for every access token, so that it can be changed while the
 * program runs.
 */
public final class ApiToken {

  private static final String USER = "apitoken";

  private final String settings;
  private final Source source;

  private ApiToken(String settings, Source source) {
    this.settings = settings;
    this.source = source;
  }

  /**
   * @param settings the settings to check if it is refused, for example {@code leanix.api-token and
   *     leanix.base-url}
   */
  public static ApiToken of(String token, String settings) {
    return new ApiToken(settings, () -> token);
  }

  /**
   * Reads the token from a file, without the last line break.
   *
   * @param settings the settings to check if it is refused
   * @throws IOException if it cannot be read; the message names the file
   */
  public static ApiToken inFile(Path file, String settings) throws IOException {
    ApiToken token = new ApiToken(settings, () -> SecretFile.read(file, "API token"));
    token.basic();
    return token;
  }

  /** Returns the {@code Authorization} header that LeanIX's token endpoint expects. */
  public String basic() throws IOException {
    String token = source.read();
    Secrets.hideCredentials(USER, token);
    byte[] credentials = (USER + ":" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Returns the exception for an API token that the token endpoint refuses. */
  ApiTokenRefusedException refusal(HttpOperationFailedException answer) {
    return new ApiTokenRefusedException(
        String.format(
            Locale.ROOT,
            "LeanIX refuses the API token (%s). API tokens expire and can be revoked: check %s, and the technical user in LeanIX.",
            ErrorMessages.of(answer),
            settings));
  }

  @Override
  public String toString() {
    return "API token";
  }

  private interface Source {
    String read() throws IOException;
  }
}
