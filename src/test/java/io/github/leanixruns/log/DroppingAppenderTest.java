package io.github.leanixruns.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DroppingAppenderTest {

  private final LoggerContext context = new LoggerContext();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch reader = new CountDownLatch(1);

  @Test
  void linesThatAreNotReadAreDroppedAndCounted() throws Exception {
    long before = LogSetup.droppedLines();
    DroppingAppender appender = new DroppingAppender();
    appender.setQueueSize(10);
    Logger logger = loggerTo(appender);

    logger.info("line 0");
    // otherwise the writer may begin when lines were dropped, and report them among the others
    assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i < 100; i++) {
      logger.info("line {}", i);
    }
    long dropped = LogSetup.droppedLines() - before;
    // the queue holds nine, and the writer has taken one
    assertThat(dropped).isBetween(80L, 91L);

    reader.countDown();
    await().until(() -> written.size() == 100 - dropped);
    logger.info("after that");
    appender.stop();

    assertThat(written)
        .startsWith("line 0")
        .endsWith(
            dropped + " lines of the log were dropped, because its output was not read.",
            "after that");
  }

  private Logger loggerTo(DroppingAppender appender) {
    AppenderBase<ILoggingEvent> output =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            writing.countDown();
            try {
              reader.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            written.add(event.getFormattedMessage());
          }
        };
    context.setMDCAdapter(new LogbackMDCAdapter());
    output.setContext(context);
    output.start();
    appender.setContext(context);
    appender.addAppender(output);
    appender.start();
    Logger logger = context.getLogger("test");
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
    return logger;
  }
}
