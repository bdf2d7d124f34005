package io.github.leanixruns.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.slf4j.LoggerFactory;

/**
 * Writes log lines in the background. If the output is not read, as with a full pipe, lines are
 * dropped and counted, so that neither work nor shutdown waits for it.
 */
public final class DroppingAppender extends AsyncAppender {

  private long reported = LogSetup.droppedLines();

  public DroppingAppender() {
    setNeverBlock(true);
    // otherwise INFO lines are dropped when the queue is nearly full, without being counted
    setDiscardingThreshold(0);
    setQueueSize(8_192);
  }

  @Override
  protected synchronized void append(ILoggingEvent event) {
    long dropped = LogSetup.DROPPED_LINES.get();
    // one place is left for the line that reports dropped ones
    if (getRemainingCapacity() < 2) {
      LogSetup.DROPPED_LINES.incrementAndGet();
      return;
    }
    if (dropped > reported) {
      super.append(report(dropped - reported));
      reported = dropped;
    }
    super.append(event);
  }

  private static ILoggingEvent report(long lines) {
    Logger logger = (Logger) LoggerFactory.getLogger("leanix.log");
    return new LoggingEvent(
        DroppingAppender.class.getName(),
        logger,
        Level.WARN,
        "{} lines of the log were dropped, because its output was not read.",
        null,
        new Object[] {lines});
  }
}
