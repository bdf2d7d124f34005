package io.github.leanixruns.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log: its default configuration, and a limit for loggers that write secrets which
 * masking cannot find.
 */
public final class LogSetup {

  private static final List<String> LOGGERS =
      List.of(
          // logs bytes in chunks, which may split a token
          "org.apache.hc.client5.http.wire",
          // logs all settings before their secrets are registered
          "org.apache.camel.component.properties");

  private static final String FILE = "logback.configurationFile";

  private LogSetup() {}

  /**
   * Selects the configuration of this program, unless the user selects another. The file is not in
   * Logback's default location, so that an application that uses the kamelets keeps its own.
   */
  public static void useDefaultConfiguration() {
    if (System.getProperty(FILE) == null) {
      System.setProperty(FILE, "io/github/leanixruns/logback.xml");
    }
  }

  /** Limits the loggers to INFO, if the application uses Logback. */
  public static void limitLoggers() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    // an application that uses the kamelets may not have Logback
    if ("ch.qos.logback.classic.LoggerContext".equals(factory.getClass().getName())) {
      LoggerContext logback = (LoggerContext) factory;
      LOGGERS.forEach(name -> logback.getLogger(name).setLevel(Level.INFO));
    }
  }
}
