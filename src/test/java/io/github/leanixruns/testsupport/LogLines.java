package io.github.leanixruns.testsupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** The lines that one logger writes, kept from the console until this is closed. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger;
  private final Level levelBefore;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> stackTraces = new CopyOnWriteArrayList<>();

  public LogLines(String loggerName) {
    this.logger = (Logger) LoggerFactory.getLogger(loggerName);
    this.levelBefore = logger.getLevel();
    start();
    logger.addAppender(this);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  /** Returns what was logged so far, each line as {@code LEVEL message}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Returns the stack traces that were logged so far. */
  public List<String> stackTraces() {
    return List.copyOf(stackTraces);
  }

  /** Waits until a line is there. */
  public void await(Predicate<String> line) {
    Awaitility.await().until(() -> lines.stream().anyMatch(line));
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      stackTraces.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
    stop();
  }
}
