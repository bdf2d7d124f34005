package io.github.leanixruns.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.ILoggerFactory;
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

  private static final String FILE = "logback.configurationFile";

  private LogLimits() {}

  /**
   * Has the program log as it should, unless somebody says otherwise. The file must not lie where
   * logback looks by itself: an application that has the jar for its kamelets logs as it likes.
   */
  public static void configure() {
    if (System.getProperty(FILE) == null) {
      System.setProperty(FILE, "io/github/leanixruns/logback.xml");
    }
  }

  public static void set() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    // somebody else's application may log with something else, and have no logback
    if ("ch.qos.logback.classic.LoggerContext".equals(factory.getClass().getName())) {
      LoggerContext logback = (LoggerContext) factory;
      LOGGERS.forEach(name -> logback.getLogger(name).setLevel(Level.INFO));
    }
  }
}
