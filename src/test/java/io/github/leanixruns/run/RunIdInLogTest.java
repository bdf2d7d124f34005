package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.leanixruns.testsupport.Runs;
import java.util.Map;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RunIdInLogTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Logger logger = (Logger) LoggerFactory.getLogger("run-id-in-log");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
    context.stop();
    MDC.clear();
  }

  @Test
  void aLineAboutARunHasItsRunIdAndTheNextOneHasNot() throws Exception {
    appender.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
    context.getCamelContextExtension().addLogListener(new RunIdInLog());
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:line").log(LoggingLevel.INFO, "run-id-in-log", "a line");
          }
        });
    context.start();
    ProducerTemplate template = context.createProducerTemplate();

    template.send(
        "direct:line",
        exchange -> exchange.setVariable("run", Runs.started().withRunId("run-1").build()));
    template.send("direct:line", exchange -> exchange.setVariable("run", Runs.received().build()));

    assertThat(appender.list)
        .extracting(ILoggingEvent::getMDCPropertyMap)
        .containsExactly(Map.of("runId", "run-1"), Map.of());
  }
}
