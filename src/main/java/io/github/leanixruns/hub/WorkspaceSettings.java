package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A LeanIX workspace that runs go to, as the settings name it.
 *
 * @param baseUrl scheme, host and port, without a path
 */
public record WorkspaceSettings(String baseUrl, ApiToken apiToken) {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private static final String MAIN = "leanix";
  private static final String BASE_URL = ".base-url";
  private static final String API_TOKEN = ".api-token";
  private static final String API_TOKEN_FILE = ".api-token-file";

  private static final String MISSING =
      """
      leanix-runs does not know its workspace: %s.
        With a workspace:  LEANIX_BASE_URL=https://acme.leanix.net LEANIX_API_TOKEN=... java -jar leanix-runs.jar
        Or try the sandbox, which needs neither:  java -jar leanix-runs.jar --sandbox""";

  static WorkspaceSettings of(Settings settings) {
    boolean url = settings.has(MAIN + BASE_URL);
    boolean token = hasToken(settings, MAIN);
    if (!url && !token) {
      throw missing("leanix.base-url and leanix.api-token are not set");
    }
    if (!url || !token) {
      throw missing((url ? "leanix.api-token" : "leanix.base-url") + " is not set");
    }
    return of(settings, MAIN, MAIN);
  }

  /**
   * Returns the workspace of a channel, or nothing where it has none of its own.
   *
   * @param channel for example {@code leanix.channel.crm}
   */
  static Optional<WorkspaceSettings> ofChannel(Settings settings, String channel) {
    boolean url = settings.has(channel + BASE_URL);
    boolean token = hasToken(settings, channel);
    requireNotEmptied(settings, channel + BASE_URL);
    if (!token) {
      requireNotEmptied(settings, channel + API_TOKEN);
      requireNotEmptied(settings, channel + API_TOKEN_FILE);
    }
    if (url && !token) {
      throw new SettingsException(
          "%1$s.base-url is another workspace, which needs a token of its own: set %1$s.api-token or %1$s.api-token-file."
              .formatted(channel));
    }
    return token ? Optional.of(of(settings, url ? channel : MAIN, channel)) : Optional.empty();
  }

  /** A value that went missing must not send a channel's runs to another workspace. */
  private static void requireNotEmptied(Settings settings, String name) {
    if (settings.isEmptied(name)) {
      throw new SettingsException(
          "%s is there, but has no value. Give it one, or take it out: the channel then has the workspace of the runs without a channel."
              .formatted(name));
    }
  }

  private static boolean hasToken(Settings settings, String prefix) {
    return settings.has(prefix + API_TOKEN) || settings.has(prefix + API_TOKEN_FILE);
  }

  private static WorkspaceSettings of(Settings settings, String whoseUrl, String whoseToken) {
    URI baseUrl = checked(settings.text(whoseUrl + BASE_URL), whoseUrl + BASE_URL);
    requireEncryption(baseUrl, whoseUrl + BASE_URL, settings.flag("leanix.allow-http"));
    return new WorkspaceSettings(
        baseUrl.toString(), apiToken(settings, whoseToken, whoseUrl + BASE_URL));
  }

  /** Which of two is right nobody can know: one may be the other before it was changed. */
  private static ApiToken apiToken(Settings settings, String prefix, String url) {
    String token = prefix + API_TOKEN;
    String file = prefix + API_TOKEN_FILE;
    if (!settings.has(file)) {
      return ApiToken.of(settings.text(token), token + " and " + url);
    }
    if (settings.has(token)) {
      throw new SettingsException(
          "%s and %s are both set; keep the one that is right.".formatted(token, file));
    }
    try {
      return ApiToken.inFile(settings.file(file), "the file of " + file + " and " + url);
    } catch (IOException e) {
      throw new SettingsException(e.getMessage() + " Check " + file + ".", e);
    }
  }

  private static void requireEncryption(URI baseUrl, String setting, boolean allowHttp) {
    if ("https".equals(baseUrl.getScheme()) || LOOPBACK.matcher(baseUrl.getHost()).matches()) {
      return;
    }
    if (!allowHttp) {
      throw new SettingsException(
          "%s is \"%s\", but must begin with https://, or anybody on the way could read the API token. Set leanix.allow-http=true if that is meant."
              .formatted(setting, baseUrl));
    }
    LOG.warn(
        "leanix.allow-http=true: the API token and all data go to {} unencrypted, for anybody on the way to read",
        baseUrl);
  }

  private static SettingsException missing(String what) {
    return new SettingsException(MISSING.formatted(what));
  }

  private static URI checked(String baseUrl, String setting) {
    try {
      URI uri = new URI(baseUrl.replaceAll("/+$", ""));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (uri.getRawUserInfo() != null) {
        throw new SettingsException(
            setting
                + " must not hold a user name or password; the API token is all that is needed.");
      }
      if (http && hasOnlyHostAndPort(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw refused(baseUrl, setting, e);
    }
    throw refused(baseUrl, setting, null);
  }

  private static boolean hasOnlyHostAndPort(URI uri) {
    return uri.getHost() != null
        && uri.getRawPath().isEmpty()
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private static SettingsException refused(String baseUrl, String setting, Exception cause) {
    return new SettingsException(
        "%s is \"%s\", but must be the workspace's address without a path, e.g. https://acme.leanix.net."
            .formatted(setting, Secrets.withoutUserInfo(baseUrl)),
        cause);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return baseUrl;
  }
}
