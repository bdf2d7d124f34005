package io.github.leanixruns.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds errors of the Java virtual machine in the log. All libraries log an error that ends one of
 * their tasks, but most have no other way to report it.
 */
public final class LoggedErrors extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  private final Consumer<Throwable> receiver;

  private LoggedErrors(Consumer<Throwable> receiver) {
    this.receiver = receiver;
  }

  /**
   * Starts to watch the log, and logs the errors that end a thread.
   *
   * @param receiver receives the errors
   */
  public static LoggedErrors watch(Consumer<Throwable> receiver) {
    LoggedErrors errors = new LoggedErrors(receiver);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      errors.setContext(logback);
      errors.start();
      logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(errors);
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> LOG.error("The thread {} has ended", thread.getName(), failure));
    return errors;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
      Stream.iterate(proxy.getThrowable(), failure -> failure != null, Throwable::getCause)
          // a cycle of causes
          .limit(100)
          .filter(Error.class::isInstance)
          .findFirst()
          .ifPresent(receiver);
    }
  }

  @Override
  public void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
    }
    stop();
  }
}
