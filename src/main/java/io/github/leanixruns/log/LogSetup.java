package io.github.leanixruns.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log: its default configuration, its format, an optional file, and a limit for loggers
 * that write secrets which masking cannot find. All of it needs Logback.
 */
public final class LogSetup {

  private static final List<String> LOGGERS =
      List.of(
          // logs bytes in chunks, which may split a token
          "org.apache.hc.client5.http.wire",
          // logs all settings before their secrets are registered
          "org.apache.camel.component.properties");

  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FILE = "leanix.log.file";
  // more is not possible with this policy of Logback
  private static final int MAX_FILES = 20;

  static final AtomicLong DROPPED_LINES = new AtomicLong();

  private LogSetup() {}

  /**
   * Selects the configuration of this program, unless the user selects another. The file is not in
   * Logback's default location, so that an application that uses the kamelets keeps its own.
   */
  public static void useDefaultConfiguration() {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, "io/github/leanixruns/logback.xml");
    }
  }

  /** Limits the loggers to INFO. */
  public static void limitLoggers() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      LOGGERS.forEach(name -> logback.getLogger(name).setLevel(Level.INFO));
    }
  }

  /** Sets the format of the log, and writes it to a file too, if there is one in the settings. */
  public static void configure(Settings settings) {
    boolean json = settings.oneOf("leanix.log.format", "text", "json").equals("json");
    int size = settings.bytes("leanix.log.file-size");
    int files = settings.number("leanix.log.files", 1, MAX_FILES);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      if (json) {
        useJson(logback);
      }
      if (settings.has(FILE)) {
        addFile(logback, settings.file(FILE), encoder(logback, json), size, files);
      }
    }
  }

  /** Changes the format of the console, unless the user's own configuration sets another one. */
  static void useJson(LoggerContext logback) {
    root(logback)
        .iteratorForAppenders()
        .forEachRemaining(
            appender -> {
              if (appender instanceof AsyncAppender log
                  && log.getAppender("console") instanceof ConsoleAppender<ILoggingEvent> console
                  && console.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> text
                  && text.getLayout() instanceof MaskedLayout) {
                console.setEncoder(encoder(logback, true));
              }
            });
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext logback, boolean json) {
    Encoder<ILoggingEvent> encoder = json ? new MaskedJsonEncoder() : textEncoder(logback);
    encoder.setContext(logback);
    encoder.start();
    return encoder;
  }

  private static LayoutWrappingEncoder<ILoggingEvent> textEncoder(LoggerContext logback) {
    MaskedLayout layout = new MaskedLayout();
    layout.setContext(logback);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    return encoder;
  }

  private static void addFile(
      LoggerContext logback, Path file, Encoder<ILoggingEvent> encoder, int size, int files) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setName(FILE);
    appender.setContext(logback);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(logback);
    names.setParent(appender);
    names.setFileNamePattern(file + ".%i");
    names.setMaxIndex(files);
    names.start();
    appender.setRollingPolicy(names);
    SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
    full.setContext(logback);
    full.setMaxFileSize(new FileSize(size));
    full.start();
    appender.setTriggeringPolicy(full);
    appender.start();
    if (!appender.isStarted()) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s is \"%s\", but this file cannot be written. Check its folder and permissions.",
              FILE,
              file));
    }
    root(logback).addAppender(appender);
  }

  /** Returns how many lines were dropped because the output of the log was not read. */
  public static long droppedLines() {
    return DROPPED_LINES.get();
  }

  /**
   * Writes what is logged but not yet written, for a second at most. Later lines are not logged.
   */
  public static void flush() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      root(logback)
          .iteratorForAppenders()
          .forEachRemaining(
              appender -> {
                if (appender instanceof AsyncAppender) {
                  appender.stop();
                }
              });
    }
  }

  private static Logger root(LoggerContext logback) {
    return logback.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
