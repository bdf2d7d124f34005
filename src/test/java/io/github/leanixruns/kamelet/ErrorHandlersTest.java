package io.github.leanixruns.kamelet;

import static org.apache.camel.builder.Builder.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.amqp.AMQPComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the caller's error handler sees of a run, and that no redelivery starts a second one. */
@Timeout(60)
class ErrorHandlersTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Queue<Exchange> failed = new ConcurrentLinkedQueue<>();
  private Sandbox sandbox;

  @BeforeEach
  void startAnApplication() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    context.getPropertiesComponent().addInitialProperty("leanix.url", sandbox.baseUrl());
    context.getPropertiesComponent().addInitialProperty("leanix.token", sandbox.apiToken());
    add(routes -> routes.from("direct:failed").process(failed::add));
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
    sandbox.close();
  }

  /** A route from {@code direct:run} that adds its failure to the failed exchanges. */
  private enum Handler {
    NONE,
    DEFAULT,
    REDELIVERY,
    DELAYED_REDELIVERY,
    DEAD_LETTER,
    DEAD_LETTER_WITHOUT_REDELIVERY,
    ON_EXCEPTION,
    ON_EXCEPTION_WITH_REDELIVERY,
    ON_EXCEPTION_FROM_OUTSIDE,
    DO_TRY,
    REDELIVERED_SUB_ROUTE,
    KAMELET_WITHOUT_HANDLER
  }

  private void startRoute(Handler handler, String parameters) throws Exception {
    String action = action(parameters);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            switch (handler) {
              case NONE -> from("direct:run").errorHandler(noErrorHandler()).to(action);
              case DEFAULT -> from("direct:run").to(action);
              case REDELIVERY ->
                  from("direct:run")
                      .errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                      .to(action);
              case DELAYED_REDELIVERY ->
                  from("direct:run")
                      .errorHandler(
                          defaultErrorHandler()
                              .maximumRedeliveries(2)
                              .redeliveryDelay(5)
                              .asyncDelayedRedelivery())
                      .to(action);
              case DEAD_LETTER ->
                  from("direct:run")
                      .errorHandler(
                          deadLetterChannel("direct:failed")
                              .maximumRedeliveries(2)
                              .redeliveryDelay(0))
                      .to(action);
              case DEAD_LETTER_WITHOUT_REDELIVERY ->
                  from("direct:run").errorHandler(deadLetterChannel("direct:failed")).to(action);
              case ON_EXCEPTION ->
                  from("direct:run")
                      .onException(RunFailedException.class)
                      .handled(true)
                      .to("direct:failed")
                      .end()
                      .to(action);
              case ON_EXCEPTION_WITH_REDELIVERY ->
                  from("direct:run")
                      .onException(RunException.class)
                      .maximumRedeliveries(2)
                      .redeliveryDelay(0)
                      .handled(true)
                      .to("direct:failed")
                      .end()
                      .to(action);
              case ON_EXCEPTION_FROM_OUTSIDE -> {
                onException(RunException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0)
                    .handled(true)
                    .to("direct:failed");
                from("direct:run").to(action);
              }
              case DO_TRY ->
                  from("direct:run")
                      .doTry()
                      .to(action)
                      .doCatch(RunFailedException.class)
                      .to("direct:failed")
                      .end();
              case REDELIVERED_SUB_ROUTE -> {
                from("direct:run")
                    .errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                    .to("direct:sub");
                from("direct:sub").errorHandler(noErrorHandler()).to(action);
              }
              case KAMELET_WITHOUT_HANDLER ->
                  from("direct:run")
                      .errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                      .to(action + "&noErrorHandler=true");
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Handler.class)
  void aFailedRunReachesTheCallerWithItsRunIdUnderAnyErrorHandler(Handler handler)
      throws Exception {
    startRoute(handler, "");
    sandbox.endRuns(RunOutcome.FAILED);

    Exchange failure = failure(send(Ldifs.inbound("crm")));

    RunFailedException exception = caught(failure, RunFailedException.class);
    assertThat(exception.getRunId()).isEqualTo(sandbox.runs().get(0).id());
    assertThat(exception.getStatus()).isEqualTo("FAILED");
    assertThat(failure.getMessage().getBody(String.class)).isEqualTo(Ldifs.inbound("crm"));
    assertThat(failure.getMessage().getHeaders())
        .containsEntry("Mine", "header")
        .doesNotContainKeys("Authorization", "CamelHttpMethod", "LeanixRunId");
    assertThat(failure.getVariables()).isEqualTo(Map.of("run", "mine"));
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource(Handler.class)
  void aRunThatSucceedsIsUnchangedByTheErrorHandler(Handler handler) throws Exception {
    startRoute(handler, "");
    sandbox.on(Call.STATUS).times(2).answer(503);

    Exchange answer = send(Ldifs.outbound("all"));

    assertThat(answer.getException()).isNull();
    assertThat(failed).isEmpty();
    assertThat(answer.getProperty(Exchange.EXCEPTION_CAUGHT)).isNull();
    assertThat(answer.getMessage().getBody(String.class)).contains("\"content\"");
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "stopped", "rejected", "not created"})
  void anotherFailureIsNotRunTwiceEither(String kind) throws Exception {
    startRoute(Handler.REDELIVERY, "&runTimeout=1ms");
    switch (kind) {
      case "refused" -> sandbox.on(Call.STATUS).refuse(403, "not permitted");
      case "stopped" -> sandbox.endRuns(RunOutcome.STOPPED);
      default -> sandbox.on(Call.CREATE).answer(503);
    }

    Exchange failure = send(kind.equals("rejected") ? "no LDIF" : Ldifs.inbound("crm"));

    Class<? extends RunException> expected =
        switch (kind) {
          case "refused" -> RunFailedException.class;
          case "stopped" -> RunStoppedException.class;
          case "rejected" -> RunRejectedException.class;
          default -> RunTimedOutException.class;
        };
    assertThat(caught(failure, expected).getSuppressed()).isEmpty();
    assertThat(sandbox.runs()).extracting(RunRecord::starts).allMatch(starts -> starts == 1);
    assertThat(sandbox.runs()).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRedeliveryAfterATimeOutContinuesWithTheSameRun(boolean streamCaching) throws Exception {
    context.setStreamCaching(streamCaching);
    add(
        routes ->
            routes.from("direct:run").errorHandler(often(routes)).to(action("&runTimeout=50ms")));
    sandbox.letRunsTake(Duration.ofMillis(400));

    byte[] ldif = Ldifs.outbound("all").getBytes(StandardCharsets.UTF_8);
    Exchange answer = send(new ByteArrayInputStream(ldif));

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getBody(String.class)).contains("\"content\"");
    assertThat(answer.getMessage().getHeader("LeanixRunId")).isEqualTo(sandbox.runs().get(0).id());
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @Test
  void aRedeliveryOfARunThatCouldNotBeStartedStartsIt() throws Exception {
    add(
        routes ->
            routes.from("direct:run").errorHandler(often(routes)).to(action("&runTimeout=1ms")));
    sandbox.on(Call.START).times(5).answer(503);

    assertThat(send(Ldifs.inbound("crm")).getException()).isNull();
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @Test
  void aRedeliveryWithAnotherLdifIsANewRunAndIsLogged() throws Exception {
    add(
        routes -> {
          routes
              .from("direct:run")
              .errorHandler(often(routes).maximumRedeliveries(1))
              .to("direct:sub");
          routes
              .from("direct:sub")
              .errorHandler(routes.noErrorHandler())
              .setBody(exchange -> Ldifs.inbound("crm", "app-" + (sandbox.runs().size() + 1)))
              .to(action(""));
        });
    sandbox.endRuns(RunOutcome.FAILED).once();

    try (LogLines log = new LogLines("leanix.run")) {
      assertThat(send("").getException()).isNull();

      assertThat(log.lines())
          .containsExactly(
              "WARN A redelivered message has another LDIF than run "
                  + sandbox.runs().get(0).id()
                  + ", which LeanIX may have executed. A new run is created.");
    }
  }

  @Test
  void aMessageThatABrokerRedeliversIsLoggedAndKeepsItsHeaders() throws Exception {
    startRoute(Handler.DEFAULT, "");

    try (LogLines log = new LogLines("leanix.run")) {
      Exchange answer =
          context
              .createProducerTemplate()
              .send(
                  "direct:run",
                  exchange -> {
                    exchange.getMessage().setBody(Ldifs.inbound("crm"));
                    exchange.getMessage().setHeader("JMSMessageID", "ID:1");
                    exchange.getMessage().setHeader("JMSRedelivered", true);
                  });

      assertThat(answer.getMessage().getHeaders())
          .containsEntry("JMSMessageID", "ID:1")
          .containsEntry("JMSRedelivered", true)
          .containsEntry("LeanixStatus", "FINISHED");
      assertThat(log.lines())
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("WARN The broker delivered this message before.");
    }
  }

  @Test
  void aTokenThatIsRefusedDuringARunIsAnExceptionWithItsRunId() throws Exception {
    startRoute(Handler.REDELIVERY, "");
    sandbox.letRunsTake(Duration.ofMinutes(1));
    CompletableFuture<Exchange> answer = sendAsync(Ldifs.inbound("crm"));
    await().until(() -> !sandbox.requests(Call.STATUS).isEmpty());
    sandbox.refuseApiToken();
    sandbox.revokeTokens();

    ApiTokenRefusedException refusal = caught(answer.join(), ApiTokenRefusedException.class);

    assertThat(refusal)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("apiToken")
        .hasMessageContaining("LeanIX may already have executed run " + refusal.getRunId());
    assertThat(refusal.getRunId()).isEqualTo(sandbox.runs().get(0).id());
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @Test
  void twoCallersWithTheSameParametersKeepTheirOwnErrorHandlers() throws Exception {
    add(
        routes -> {
          routes
              .from("direct:handles")
              .errorHandler(routes.deadLetterChannel("direct:failed"))
              .to(action(""));
          routes.from("direct:run").errorHandler(often(routes)).to(action(""));
        });
    sandbox.endRuns(RunOutcome.FAILED);

    Exchange handled =
        context
            .createProducerTemplate()
            .send("direct:handles", exchange -> exchange.getMessage().setBody(Ldifs.inbound("a")));
    Exchange thrown = send(Ldifs.inbound("b"));

    assertThat(handled.getException()).isNull();
    assertThat(caught(failed.remove(), RunFailedException.class).getRunId())
        .isEqualTo(sandbox.runs().get(0).id());
    assertThat(thrown.getException(RunFailedException.class).getRunId())
        .isEqualTo(sandbox.runs().get(1).id());
    assertThat(failed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seda", "aggregator", "parallel", "amqp"})
  void eachExchangeHasItsOwnRun(String source, @TempDir Path folder) throws Exception {
    Broker broker = source.equals("amqp") ? startBroker(folder) : null;
    Queue<Exchange> done = new ConcurrentLinkedQueue<>();
    add(
        routes -> {
          ProcessorDefinition<?> from =
              switch (source) {
                case "seda" -> routes.from("seda:run?concurrentConsumers=2");
                case "amqp" -> routes.from("amqp:run?concurrentConsumers=2");
                case "aggregator" ->
                    routes
                        .from("direct:run")
                        .aggregate(body(), AggregationStrategies.useLatest())
                        .completionSize(1)
                        .parallelProcessing();
                default -> routes.from("direct:all").split(body()).parallelProcessing();
              };
          routes
              .getRouteCollection()
              .getRoutes()
              .forEach(
                  route ->
                      route.errorHandler(
                          routes
                              .deadLetterChannel("direct:failed")
                              .maximumRedeliveries(1)
                              .redeliveryDelay(0)));
          from.to(action("")).process(done::add);
        });
    sandbox.endRuns(RunOutcome.FAILED).forConnector("c1");
    List<String> ldifs = List.of(Ldifs.inbound("c0"), Ldifs.inbound("c1"), Ldifs.inbound("c2"));

    if (source.equals("parallel")) {
      context.createProducerTemplate().sendBody("direct:all", ldifs);
    } else {
      ldifs.forEach(
          ldif ->
              context
                  .createProducerTemplate()
                  .sendBody(source.equals("aggregator") ? "direct:run" : source + ":run", ldif));
    }

    await().atMost(Duration.ofSeconds(50)).until(() -> done.size() == 2 && failed.size() == 1);
    RunFailedException failure = caught(failed.remove(), RunFailedException.class);
    assertThat(sandbox.run(failure.getRunId()).connectorId()).isEqualTo("c1");
    assertThat(done)
        .extracting(exchange -> exchange.getMessage().getHeader("LeanixRunId"))
        .doesNotHaveDuplicates()
        .doesNotContain(failure.getRunId());
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1, 1, 1);
    if (broker != null) {
      context.stop();
      broker.close();
    }
  }

  private Broker startBroker(Path folder) throws Exception {
    Broker broker = Broker.start(folder, "run");
    context.addComponent(
        "amqp", AMQPComponent.amqpComponent(broker.url(), Broker.USER, Broker.PASSWORD));
    return broker;
  }

  private void add(Consumer<RouteBuilder> configuration) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            configuration.accept(this);
          }
        });
  }

  private static DefaultErrorHandlerDefinition often(RouteBuilder routes) {
    return routes.defaultErrorHandler().maximumRedeliveries(1_000).redeliveryDelay(10);
  }

  private Exchange send(Object body) {
    return sendAsync(body).join();
  }

  private CompletableFuture<Exchange> sendAsync(Object body) {
    return context
        .createProducerTemplate()
        .asyncSend(
            "direct:run",
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeader("Mine", "header");
              exchange.setVariable("run", "mine");
            });
  }

  private Exchange failure(Exchange answer) {
    return failed.isEmpty() ? answer : failed.remove();
  }

  private static <T extends Exception> T caught(Exchange failure, Class<T> type) {
    Exception exception = failure.getException();
    Object caught = exception == null ? failure.getProperty(Exchange.EXCEPTION_CAUGHT) : exception;
    assertThat(caught).isInstanceOf(type);
    return type.cast(caught);
  }

  private static String action(String parameters) {
    return "kamelet:leanix-run-action?baseUrl={{leanix.url}}&apiToken={{leanix.token}}&poll=20ms&pollMax=60ms"
        + parameters;
  }
}
