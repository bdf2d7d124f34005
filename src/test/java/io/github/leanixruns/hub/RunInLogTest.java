package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.leanixruns.run.Run;
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

class RunInLogTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Logger logger = (Logger) LoggerFactory.getLogger("run-in-log");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
    context.stop();
    MDC.clear();
  }

  @Test
  void aLineSaysWhichRunItIsAboutAndTheNextOneSaysNothingOfIt() throws Exception {
    appender.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
    context.getCamelContextExtension().addInterceptStrategy(new RunInLog());
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:line")
                .log(LoggingLevel.INFO, "run-in-log", "a line of a route")
                .process(exchange -> logger.info("a line of a bean"))
                .to("seda:thread?waitForTaskToComplete=Always");
            from("seda:thread").process(exchange -> logger.info("a line of another thread"));
          }
        });
    context.start();
    ProducerTemplate template = context.createProducerTemplate();

    template.requestBody("direct:line", "no run");
    send(template, Runs.started().withRunId("run-1").withTraceparent(TRACEPARENT).build());
    logger.info("a line after the route");
    send(template, Runs.received().withChannel("crm").build());

    Map<String, String> started =
        Map.of("runId", "run-1", "file", "apps.json", "ledgerId", "ledger-1", "traceId", TRACE_ID);
    Map<String, String> received = Map.of("file", "crm/apps.json", "ledgerId", "ledger-1");
    assertThat(appender.list)
        .extracting(ILoggingEvent::getMDCPropertyMap)
        .containsExactly(
            Map.of(), Map.of(), Map.of(), started, started, started, Map.of(), received, received,
            received);
  }

  private static void send(ProducerTemplate template, Run run) {
    template.request("direct:line", exchange -> exchange.setVariable("run", run));
  }
}
