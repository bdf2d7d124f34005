package io.github.leanixruns.hub;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The LeanIX workspace that runs go to.
 *
 * @param baseUrl scheme, host and port, without a path
 */
public record Workspace(String baseUrl, String apiToken) {

  private static final String MISSING =
      """
      leanix-runs does not know its workspace: %s.
        With a workspace:  LEANIX_BASE_URL=https://acme.leanix.net LEANIX_API_TOKEN=... java -jar leanix-runs.jar
        Or try the sandbox, which needs neither:  java -jar leanix-runs.jar --sandbox""";

  static Workspace of(Settings settings) {
    boolean url = settings.has("leanix.base-url");
    boolean token = settings.has("leanix.api-token");
    if (!url && !token) {
      throw missing("leanix.base-url and leanix.api-token are not set");
    }
    if (!url || !token) {
      throw missing((url ? "leanix.api-token" : "leanix.base-url") + " is not set");
    }
    return new Workspace(
        checked(settings.text("leanix.base-url")), settings.text("leanix.api-token"));
  }

  private static SettingsException missing(String what) {
    return new SettingsException(MISSING.formatted(what));
  }

  private static String checked(String baseUrl) {
    try {
      URI uri = new URI(baseUrl.replaceAll("/+$", ""));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (uri.getRawUserInfo() != null) {
        throw new SettingsException(
            "leanix.base-url must not hold a user name or password; the API token is all that is needed.");
      }
      if (http && hasOnlyHostAndPort(uri)) {
        return uri.toString();
      }
    } catch (URISyntaxException e) {
      throw refused(baseUrl, e);
    }
    throw refused(baseUrl, null);
  }

  private static boolean hasOnlyHostAndPort(URI uri) {
    return uri.getHost() != null
        && uri.getRawPath().isEmpty()
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private static SettingsException refused(String baseUrl, Exception cause) {
    return new SettingsException(
        "leanix.base-url is \"%s\", but must be the workspace's address without a path, e.g. https://acme.leanix.net."
            .formatted(baseUrl),
        cause);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return baseUrl;
  }
}
