package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LeanIX workspace that runs go to.
 *
 * @param baseUrl scheme, host and port, without a path
 */
public record Workspace(String baseUrl, ApiToken apiToken) {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private static final String MISSING =
      """
      leanix-runs does not know its workspace: %s.
        With a workspace:  LEANIX_BASE_URL=https://acme.leanix.net LEANIX_API_TOKEN=... java -jar leanix-runs.jar
        Or try the sandbox, which needs neither:  java -jar leanix-runs.jar --sandbox""";

  static Workspace of(Settings settings) {
    boolean url = settings.has("leanix.base-url");
    boolean token = settings.has("leanix.api-token") || settings.has("leanix.api-token-file");
    if (!url && !token) {
      throw missing("leanix.base-url and leanix.api-token are not set");
    }
    if (!url || !token) {
      throw missing((url ? "leanix.api-token" : "leanix.base-url") + " is not set");
    }
    URI baseUrl = checked(settings.text("leanix.base-url"));
    requireEncryption(baseUrl, settings.flag("leanix.allow-http"));
    return new Workspace(baseUrl.toString(), apiToken(settings));
  }

  /** Which of two is right nobody can know: one may be the other before it was changed. */
  private static ApiToken apiToken(Settings settings) {
    if (!settings.has("leanix.api-token-file")) {
      return ApiToken.of(settings.text("leanix.api-token"));
    }
    if (settings.has("leanix.api-token")) {
      throw new SettingsException(
          "leanix.api-token and leanix.api-token-file are both set; keep the one that is right.");
    }
    try {
      return ApiToken.inFile(settings.file("leanix.api-token-file"));
    } catch (IOException e) {
      throw new SettingsException(e.getMessage() + " Check leanix.api-token-file.", e);
    }
  }

  private static void requireEncryption(URI baseUrl, boolean allowHttp) {
    if ("https".equals(baseUrl.getScheme()) || LOOPBACK.matcher(baseUrl.getHost()).matches()) {
      return;
    }
    if (!allowHttp) {
      throw new SettingsException(
          "leanix.base-url is \"%s\", but must begin with https://, or anybody on the way could read the API token. Set leanix.allow-http=true if that is meant."
              .formatted(baseUrl));
    }
    LOG.warn(
        "leanix.allow-http=true: the API token and all data go to {} unencrypted, for anybody on the way to read",
        baseUrl);
  }

  private static SettingsException missing(String what) {
    return new SettingsException(MISSING.formatted(what));
  }

  private static URI checked(String baseUrl) {
    try {
      URI uri = new URI(baseUrl.replaceAll("/+$", ""));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (uri.getRawUserInfo() != null) {
        throw new SettingsException(
            "leanix.base-url must not hold a user name or password; the API token is all that is needed.");
      }
      if (http && hasOnlyHostAndPort(uri)) {
        return uri;
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
            .formatted(Secrets.withoutUserInfo(baseUrl)),
        cause);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return baseUrl;
  }
}
