package io.github.leanixruns.queue;

import io.github.leanixruns.settings.SecretFile;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of the broker, and the credentials: {@code leanix.queue.url}, {@code .user} and
 * {@code .password}.
 *
 * @param url the URL as set, which may contain options of Qpid JMS
 * @param user empty if the broker requires no credentials
 */
record BrokerAddress(String url, String user, String password) {

  private static final String SETTING = "leanix.queue.url";
  private static final String HOST = "(\\[[0-9a-fA-F:.]+]|[^\\s/?#@:,()\\[\\]]+)(:\\d{1,5})?/?";
  private static final String OPTIONS = "(\\?[^\\s#()]*)?";
  private static final String ONE = "amqps?://" + HOST + OPTIONS;
  private static final Pattern ADDRESS =
      Pattern.compile(ONE + "|failover:\\(" + ONE + "(," + ONE + ")*\\)" + OPTIONS);
  private static final Pattern UNENCRYPTED =
      Pattern.compile("amqp://(?!(localhost|127(\\.\\d{1,3}){3}|\\[::1])[:/?,)]|localhost$)");
  private static final String ATTEMPTS = "failover.maxReconnectAttempts";
  private static final Pattern CREDENTIALS = Pattern.compile("[?&]jms\\.(username|password)=");
  private static final Pattern STORE_PASSWORD = Pattern.compile("[?&][\\w.]*Password=([^&\\s)]+)");

  static BrokerAddress of(Settings settings) {
    String url = settings.text(SETTING);
    String user = settings.text("leanix.queue.user");
    String password = SecretFile.password(settings, "leanix.queue.password");
    if (user.isEmpty() != password.isEmpty()) {
      throw new SettingsException(
          "leanix.queue.user and leanix.queue.password must both be set, or neither.");
    }
    Secrets.hideCredentials(user, password);
    Matcher storePassword = STORE_PASSWORD.matcher(url);
    while (storePassword.find()) {
      Secrets.hideCredentials("", storePassword.group(1));
    }
    return new BrokerAddress(checked(url), user, password);
  }

  private static String checked(String url) {
    if (url.contains("@") || CREDENTIALS.matcher(url).find()) {
      throw new SettingsException(
          "leanix.queue.url must not contain a user name or password: set leanix.queue.user and leanix.queue.password.");
    }
    if (!ADDRESS.matcher(url).matches()) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "leanix.queue.url is \"%s\", but must be the address of a broker with AMQP 1.0, e.g. amqp://broker.acme:5672, amqps://broker.acme:5671, or failover:(amqps://a.acme:5671,amqps://b.acme:5671).",
              withoutOptions(Secrets.withoutUserInfo(url))));
    }
    return url;
  }

  /**
   * Returns the URL with an option that makes Qpid JMS report a failed connection. With failover,
   * it otherwise reconnects forever without an exception.
   */
  String toQpidUrl() {
    if (!url.startsWith("failover:") || url.contains(ATTEMPTS)) {
      return url;
    }
    return url + (url.endsWith(")") ? "?" : "&") + ATTEMPTS + "=0";
  }

  /** Returns whether the password and all messages are sent unencrypted to another machine. */
  boolean isUnencrypted() {
    return UNENCRYPTED.matcher(url).find();
  }

  /** Omits the options, which may contain secrets. */
  @Override
  public String toString() {
    return withoutOptions(url);
  }

  private static String withoutOptions(String url) {
    return url.replaceAll("\\?[^,)\\s]*", "");
  }
}
