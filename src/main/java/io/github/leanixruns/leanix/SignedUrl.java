package io.github.leanixruns.leanix;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A signed URL of LeanIX's storage. Its query grants access and is a secret.
 *
 * @param host scheme, host and port
 * @param path URL-encoded
 * @param query URL-encoded, with the signature
 */
public record SignedUrl(String host, String path, String query) {

  private static final int MAX_CHARACTERS = 8_000;

  static SignedUrl of(String url) throws InvalidAnswerException {
    try {
      URI uri = new URI(url.length() > MAX_CHARACTERS ? "" : url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      // another parser may take what is before an @ for the host
      if (uri.getHost() != null && uri.getRawUserInfo() == null && scheme.matches("https?")) {
        return new SignedUrl(
            scheme + "://" + uri.getRawAuthority(),
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery());
      }
    } catch (URISyntaxException e) {
      // the message of the exception would contain the signature
      throw invalid();
    }
    throw invalid();
  }

  private static InvalidAnswerException invalid() {
    return new InvalidAnswerException("LeanIX returned an invalid storage URL");
  }

  /** Returns the URL with more query parameters. */
  public SignedUrl with(String more) {
    return new SignedUrl(host, path, query.isEmpty() ? more : query + "&" + more);
  }

  /** Returns the URL as LeanIX returned it. */
  public String text() {
    return host + path + (query.isEmpty() ? "" : "?" + query);
  }

  /** Omits the query. */
  @Override
  public String toString() {
    return host + path;
  }
}
