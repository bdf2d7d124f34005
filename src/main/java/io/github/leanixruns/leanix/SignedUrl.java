package io.github.leanixruns.leanix;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address at LeanIX's storage that its query opens to whoever has it; the query is a secret.
 *
 * @param host scheme, host and port
 * @param path as it is sent
 * @param query as it is sent, signature and all
 */
public record SignedUrl(String host, String path, String query) {

  private static final int MOST_CHARACTERS = 8_000;

  static SignedUrl of(String url) throws InvalidAnswerException {
    try {
      URI uri = new URI(url.length() > MOST_CHARACTERS ? "" : url);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return new SignedUrl(
            uri.getScheme() + "://" + uri.getRawAuthority(),
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery());
      }
    } catch (URISyntaxException e) {
      // whose message would repeat the address
      throw noAddress();
    }
    throw noAddress();
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
