package io.github.leanixruns.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Keeps those loggers quiet, whatever the log's configuration says, that write secrets in a way
 * that no masking of lines can find.
 */
public final class LogLimits {

  private static final List<String> LOGGERS =
      List.of(
          // the bytes of requests and answers in pieces: a token may be cut in two
          "org.apache.hc.client5.http.wire",
          // the values of all settings, before this program has seen which of them are secret
          "org.apache.camel.component.properties");

  private LogLimits() {}

  public static void set() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      LOGGERS.forEach(name -> logback.getLogger(name).setLevel(Level.INFO));
    }
  }
}
