package io.github.leanixruns.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.settings.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogFormatTest {

  private final LoggerContext context = new LoggerContext();
  private Logger logger;
  private ConsoleAppender<ILoggingEvent> console;

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.setMDCAdapter(new LogbackMDCAdapter());
    configurator.doConfigure(LogFormatTest.class.getResource("/io/github/leanixruns/logback.xml"));
    logger = context.getLogger("leanix.run");
    var log = (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("log");
    console = (ConsoleAppender<ILoggingEvent>) log.getAppender("console");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void lineBreaksInNamesAndAnswersDoNotSplitALogLine() throws Exception {
    LoggingEvent event =
        new LoggingEvent("", logger, Level.WARN, "[a\r\nb\u001b[31m\u0085ü\u2028{}]", null, null);
    event.setInstant(Instant.parse("2026-11-24T23:05:06.789Z"));
    byte[] line = console.getEncoder().encode(event);

    assertThat(new String(line, StandardCharsets.UTF_8))
        .matches("2026-11-24 23:05:06\\.789Z WARN {2}\\[a b \\[31m ü \\{}]\\R");
  }

  @Test
  void asJsonEachEventIsOneLineWithoutSecrets() throws Exception {
    Secrets.hideCredentials("user", "s3cret-\"1\"");
    LogSetup.useJson(context);
    LoggingEvent event =
        new LoggingEvent(
            "",
            logger,
            Level.WARN,
            "leanix.api-token = un{}\r\n\u0085ü\u2028",
            new IllegalStateException("https://x?sig=s1gned", new IOException("s3cret-\"1\"")),
            new Object[] {"known"});
    event.setInstant(Instant.parse("2026-11-24T23:05:06.789Z"));
    event.setMDCPropertyMap(Map.of("runId", "run-1", "other", "Bearer abcdefghijklmnopq"));

    String line = new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);

    assertThat(line)
        .matches("[\\x20-\\x7e]+\n")
        .doesNotContain("s3cret", "s1gned", "unknown", "abcdefgh");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("timestamp").longValue()).isEqualTo(event.getTimeStamp());
    assertThat(json.get("level").textValue()).isEqualTo("WARN");
    assertThat(json.get("loggerName").textValue()).isEqualTo("leanix.run");
    assertThat(json.get("formattedMessage").textValue())
        .isEqualTo("leanix.api-token = ***\r\n\u0085ü\u2028");
    assertThat(json.at("/mdc/runId").textValue()).isEqualTo("run-1");
    assertThat(json.at("/throwable/message").textValue()).isEqualTo("https://x?sig=***");
    assertThat(json.at("/throwable/cause/message").textValue()).isEqualTo("***");
  }

  @Test
  void aUsersOwnFormatIsKept() {
    PatternLayoutEncoder own = new PatternLayoutEncoder();
    console.setEncoder(own);

    LogSetup.useJson(context);

    assertThat(console.getEncoder()).isSameAs(own);
  }
}
