package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.SecretFile;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a LeanIX workspace.
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
      leanix-runs has no workspace: %s.
        With a workspace:  LEANIX_BASE_URL=https://acme.leanix.net LEANIX_API_TOKEN=... java -jar leanix-runs.jar
        Or the sandbox, which needs neither:  java -jar leanix-runs.jar --sandbox""";

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
   * Returns the own workspace of a channel, or nothing if it uses the default.
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
          String.format(
              Locale.ROOT,
              "%1$s.base-url is set without a token for this workspace. Set %1$s.api-token or %1$s.api-token-file.",
              channel));
    }
    return token ? Optional.of(of(settings, url ? channel : MAIN, channel)) : Optional.empty();
  }

  /** A value that was lost must not send the runs of a channel to another workspace. */
  private static void requireNotEmptied(Settings settings, String name) {
    if (settings.isPresentButEmpty(name)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s has no value. Set it, or remove the line: the channel then uses the default workspace.",
              name));
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

  private static ApiToken apiToken(Settings settings, String prefix, String url) {
    String token = prefix + API_TOKEN;
    String file = prefix + API_TOKEN_FILE;
    Optional<Path> path = SecretFile.of(settings, token, file);
    try {
      return path.isPresent()
          ? ApiToken.inFile(path.get(), "the file of " + file + " and " + url)
          : ApiToken.of(settings.text(token), token + " and " + url);
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
          String.format(
              Locale.ROOT,
              "%s is \"%s\", but must start with https://. Otherwise the API token is sent unencrypted. Set leanix.allow-http=true to allow that.",
              setting,
              baseUrl));
    }
    LOG.warn(
        "leanix.allow-http=true: the API token and all data are sent to {} unencrypted", baseUrl);
  }

  private static SettingsException missing(String what) {
    return new SettingsException(String.format(Locale.ROOT, MISSING, what));
  }

  private static URI checked(String baseUrl, String setting) {
    try {
      URI uri = new URI(baseUrl.replaceAll("/+$", ""));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (uri.getRawUserInfo() != null) {
        throw new SettingsException(
            setting + " must not contain a user name or password. Only the API token is needed.");
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
        String.format(
            Locale.ROOT,
            "%s is \"%s\", but must be the address of the workspace without a path, for example https://acme.leanix.net.",
            setting,
            Secrets.withoutUserInfo(baseUrl)),
        cause);
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return baseUrl;
  }
}
