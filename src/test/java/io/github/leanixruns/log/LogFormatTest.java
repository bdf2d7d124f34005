package io.github.leanixruns.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogFormatTest {

  @Test
  void lineBreaksInNamesAndAnswersDoNotSplitALogLine() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/io/github/leanixruns/logback.xml"));
    Logger logger = context.getLogger("leanix.run");
    var log = (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("log");
    var console = (ConsoleAppender<ILoggingEvent>) log.getAppender("console");

    LoggingEvent event =
        new LoggingEvent("", logger, Level.WARN, "[a\r\nb\u001b[31m\u0085ü\u2028{}]", null, null);
    event.setInstant(Instant.parse("2026-11-24T23:05:06.789Z"));
    byte[] line = console.getEncoder().encode(event);
    context.stop();

    assertThat(new String(line, StandardCharsets.UTF_8))
        .matches("2026-11-24 23:05:06\\.789Z WARN {2}\\[a b \\[31m ü \\{}]\\R");
  }
}
