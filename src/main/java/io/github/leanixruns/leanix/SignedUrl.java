package io.github.leanixruns.leanix;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An address at LeanIX's storage that its query opens to whoever has it; the query is a secret.
 *
 * @param host scheme, host and port
 * @param path as it is sent
 * @param query as it is sent, signature and all
 */
public record SignedUrl(String host, String path, String query) {

  private static final int MOST_CHARACTERS = 8_000;

  /**
   * Reads an address that LeanIX answered.
   *
   * @param baseUrl where LeanIX was asked: who is asked with TLS must not give out anything without
   */
  static SignedUrl of(String url, String baseUrl) throws InvalidAnswerException {
    URI uri = uri(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !scheme.matches("https?")) {
      throw noAddress();
    }
    if (scheme.equals("http") && !baseUrl.startsWith("http:")) {
      throw new InvalidAnswerException(
          "LeanIX answered a storage address without TLS, where anybody on the way could read along");
    }
    return new SignedUrl(
        scheme + "://" + uri.getRawAuthority(),
        uri.getRawPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery());
  }

  private static URI uri(String url) throws InvalidAnswerException {
    try {
      return new URI(url.length() > MOST_CHARACTERS ? "" : url);
    } catch (URISyntaxException e) {
      // whose message would repeat the address
      throw noAddress();
    }
  }

  private static InvalidAnswerException noAddress() {
    return new InvalidAnswerException("LeanIX answered a storage address that is none");
  }

  /** Returns the same address with something to do there. */
  public SignedUrl with(String more) {
    return new SignedUrl(host, path, query.isEmpty() ? more : query + "&" + more);
  }

  /** Returns the address as LeanIX gave it. */
  public String text() {
    return host + path + (query.isEmpty() ? "" : "?" + query);
  }

  /** Leaves the query out. */
  @Override
  public String toString() {
    return host + path;
  }
}
