package io.github.leanixruns.testsupport;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** All that all loggers have to say, as the program's own log configuration writes it. */
public final class TracedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Appender<ILoggingEvent> console = root.getAppender("console");
  private final Map<Logger, Level> levelsBefore = new HashMap<>();
  private final Encoder<ILoggingEvent> encoder = shipped();
  private final List<String> lines = new ArrayList<>();

  public TracedLog() throws Exception {
    for (Logger logger : loggers.getLoggerList()) {
      if (logger.getLevel() != null) {
        levelsBefore.put(logger, logger.getLevel());
        logger.setLevel(Level.TRACE);
      }
    }
    setContext(loggers);
    start();
    root.addAppender(this);
    root.detachAppender(console);
  }

  private static Encoder<ILoggingEvent> shipped() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(TracedLog.class.getResource("/io/github/leanixruns/logback.xml"));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    var log = (AsyncAppender) root.getAppender("log");
    return ((ConsoleAppender<ILoggingEvent>) log.getAppender("console")).getEncoder();
  }

  @Override
  protected void append(ILoggingEvent event) {
    synchronized (lines) {
      lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
    }
  }

  public String text() {
    synchronized (lines) {
      return String.join("", lines);
    }
  }

  @Override
  public void close() {
    root.addAppender(console);
    root.detachAppender(this);
    levelsBefore.forEach(Logger::setLevel);
    stop();
  }
}
