package io.github.leanixruns.leanix;

import io.github.leanixruns.settings.Secrets;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    ApiToken token = new ApiToken(settings, () -> read(file));
    token.basic();
    return token;
  }

  private static String read(Path file) throws IOException {
    // editors of Windows begin a file with a byte order mark
    String text = text(file).replaceFirst("^\uFEFF", "").strip();
    if (text.isEmpty()) {
      throw new IOException(String.format(Locale.ROOT, "The API token file %s is empty.", file));
    }
    if (text.lines().count() > 1) {
      throw new IOException(
          String.format(Locale.ROOT, "The API token file %s has more than one line.", file));
    }
    return text;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new IOException(
          String.format(Locale.ROOT, "The API token file %s is not a text file.", file), e);
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "The API token file %s cannot be read (%s).",
              file,
              e.getClass().getSimpleName()),
          e);
    }
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
