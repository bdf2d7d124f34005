package io.github.leanixruns.queue;

import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the broker is, and as whom to log in: {@code leanix.queue.url}, {@code .user} and {@code
 * .password}.
 *
 * @param url as the settings say it, with options of Qpid JMS in it
 * @param user empty where the broker asks for none
 */
record BrokerAddress(String url, String user, String password) {

  private static final String SETTING = "leanix.queue.url";
  private static final String HOST = "(\\[[0-9a-fA-F:.]+]|[^\\s/?#@:,()\\[\\]]+)(:\\d{1,5})?/?";
  private static final String OPTIONS = "(\\?[^\\s#()]*)?";
  private static final String ONE = "amqps?://" + HOST + OPTIONS;
  private static final Pattern ADDRESS =
      Pattern.compile(ONE + "|failover:\\(" + ONE + "(," + ONE + ")*\\)" + OPTIONS);
  private static final Pattern OPEN =
      Pattern.compile("amqp://(?!(localhost|127(\\.\\d{1,3}){3}|\\[::1])[:/?,)]|localhost$)");
  private static final String ATTEMPTS = "failover.maxReconnectAttempts";
  private static final Pattern CREDENTIALS = Pattern.compile("[?&]jms\\.(username|password)=");
  private static final Pattern STORE_PASSWORD = Pattern.compile("[?&][\\w.]*Password=([^&\\s)]+)");

  static BrokerAddress of(Settings settings) {
    String url = settings.text(SETTING);
    String user = settings.text("leanix.queue.user");
    String password = settings.text("leanix.queue.password");
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
          "leanix.queue.url must not hold a user name or password: set leanix.queue.user and leanix.queue.password.");
    }
    if (!ADDRESS.matcher(url).matches()) {
      throw new SettingsException(
          "leanix.queue.url is \"%s\", but must be the address of a broker that speaks AMQP 1.0, e.g. amqp://broker.acme:5672, amqps://broker.acme:5671, or failover:(amqps://a.acme:5671,amqps://b.acme:5671)."
              .formatted(withoutOptions(Secrets.withoutUserInfo(url))));
    }
    return url;
  }

  /**
   * Returns the address with what Qpid JMS must be told besides. It would go on looking for a
   * broker behind a connection that seems to be there, and nobody would learn that there is none.
   */
  String forQpid() {
    if (!url.startsWith("failover:") || url.contains(ATTEMPTS)) {
      return url;
    }
    return url + (url.endsWith(")") ? "?" : "&") + ATTEMPTS + "=0";
  }

  /** Tells whether anybody on the way can read the password and all messages. */
  boolean isOpenToOthers() {
    return OPEN.matcher(url).find();
  }

  /** Gives the hosts and ports, for people; the options may hold secrets. */
  @Override
  public String toString() {
    return withoutOptions(url);
  }

  private static String withoutOptions(String url) {
    return url.replaceAll("\\?[^,)\\s]*", "");
  }
}
