package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.FaultBuilder;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.sandbox.WorkspaceElement;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.Ldifs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Camel application that knows nothing of the hub and has the jar on its class path. */
@Timeout(60)
class RunActionTest {

  private Sandbox sandbox;
  private CamelContext context;
  private ProducerTemplate template;

  @BeforeEach
  void startAnApplication() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    context = new DefaultCamelContext();
    context.getPropertiesComponent().addInitialProperty("leanix.url", sandbox.baseUrl());
    context.getPropertiesComponent().addInitialProperty("leanix.token", sandbox.apiToken());
    String example =
        DocumentationExamples.of("kamelets", "yaml")
            .get(0)
            .replace("com.acme.CsvApplication", CsvApplication.class.getName());
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("csv-to-leanix.camel.yaml", example));
    context.start();
    template = context.createProducerTemplate();
  }

  @AfterEach
  void stop() throws Exception {
    context.close();
    sandbox.close();
  }

  @Test
  void theExampleBringsACsvFileToLeanix() {
    Exchange answer =
        template.send(
            "direct:csv",
            exchange -> {
              exchange.getMessage().setBody("id;name\napp-1;Order Desk\napp-2;Till\n");
              exchange.getMessage().setHeader(Exchange.FILE_NAME, "apps.csv");
              exchange.setVariable("run", "the caller's own");
            });

    assertThat(answer.getException()).isNull();
    assertThat(sandbox.elements())
        .extracting(WorkspaceElement::id)
        .containsExactly("app-1", "app-2");
    assertThat(sandbox.runs()).extracting(RunRecord::description).containsExactly("from apps.csv");
    assertThat(answer.getMessage().getHeaders())
        .containsEntry(Exchange.FILE_NAME, "apps.csv")
        .containsEntry("LeanixRunId", sandbox.runs().get(0).id())
        .containsEntry("LeanixStatus", "FINISHED")
        .containsEntry("LeanixTest", false)
        .containsEntry("LeanixWarningCount", 0L)
        .doesNotContainKeys("Authorization", "CamelHttpPath");
    assertThat(answer.getMessage().getHeader("LeanixStatistics", String.class)).startsWith("{");
    assertThat(answer.getVariables()).isEqualTo(Map.of("run", "the caller's own"));
  }

  @Test
  void nothingIsAskedBeforeTheFirstRun() {
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void resultsComeOutAndCanBeReadTwice() {
    run(Ldifs.inbound("crm"), "");

    Exchange answer = run(Ldifs.outbound("all"), "");

    String results = answer.getMessage().getBody(String.class);
    assertThat(results).contains("\"content\"", "app-1");
    MessageHelper.resetStreamCache(answer.getMessage()); // as routes do between their steps
    assertThat(answer.getMessage().getBody(String.class)).isEqualTo(results);
  }

  @Test
  void resultsThatAreNotReadyAreWaitedFor() {
    Fault late = sandbox.on(Call.RESULTS).times(3).answer(204);
    Exchange outbound = run(Ldifs.outbound("all"), "");
    sandbox.giveResults();
    sandbox.on(Call.RESULTS).once().answer(204);
    Exchange inbound = run(Ldifs.inbound("crm"), "&results=expected");

    assertThat(late.hits()).isEqualTo(3);
    assertThat(outbound.getMessage().getBody(String.class)).contains("\"content\"");
    assertThat(inbound.getMessage().getBody(String.class)).contains("\"content\"");
    assertThat(sandbox.requests(Call.WARNINGS)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "intermediary", "no results"})
  void resultsThatCannotBeFetchedForTooLongTimeOut(String failure) {
    FaultBuilder results = sandbox.on(Call.RESULTS);
    switch (failure) {
      case "refused" -> results.refuse(404, "gone");
      case "intermediary" -> results.intermediary(403, "Access denied");
      default -> results.answer(204);
    }

    Exchange answer = run(Ldifs.outbound("all"), "&runTimeout=100ms");

    String runId = sandbox.runs().get(0).id();
    assertThat(answer.getException())
        .isInstanceOf(RunTimedOutException.class)
        .hasMessageContaining("LeanIX may already have executed run " + runId);
    assertThat(answer.getException(RunTimedOutException.class).getStatus()).isEqualTo("FINISHED");
  }

  @Test
  void resultsThatAreNoneKeepNoConnection() {
    HttpComponent http = context.getComponent("http", HttpComponent.class);
    http.setConnectionsPerRoute(2);
    String page = "<html>" + "log in ".repeat(50_000);
    sandbox.on(Call.RESULTS).times(5).answer(200, Map.of(), page);

    Exchange answer = run(Ldifs.outbound("all"), "");

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getBody(String.class)).contains("\"content\"");
  }

  @Test
  void aStreamIsTakenAsWellAndItsBytesSentAsTheyAre() {
    String ldif = Ldifs.inbound("crm");

    Exchange answer = run(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)), "");

    assertThat(answer.getException()).isNull();
    assertThat(sandbox.runs()).extracting(RunRecord::elements).containsExactly(1L);
    assertThat(answer.getMessage().getBody()).isNull();
  }

  @Test
  void aMapIsSentAsJson() {
    Map<String, Object> ldif =
        Map.of(
            "connectorType", "cmdb",
            "connectorId", "crm",
            "connectorVersion", "1.0.0",
            "lxVersion", "1.0.0",
            "processingDirection", "inbound",
            "content", List.of(Map.of("type", "Application", "id", "app-1", "data", Map.of())));

    Exchange answer = run(ldif, "");

    assertThat(answer.getException()).isNull();
    assertThat(sandbox.elements()).extracting(WorkspaceElement::id).containsExactly("app-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object | The body is a java.lang.Object, which cannot be read as a stream of bytes. Use marshal with json before the kamelet. Nothing was sent to LeanIX.
          null   | The body is empty. Nothing was sent to LeanIX.
          text   | The body is not JSON; an LDIF starts with {. Nothing was sent to LeanIX.
          """)
  void aBodyThatIsNoLdifIsRejectedInTheWordsOfAKamelet(String body, String message) {
    Object sent =
        switch (body) {
          case "object" -> new Object();
          case "null" -> null;
          default -> body;
        };

    assertThat(run(sent, "").getException())
        .isInstanceOf(RunRejectedException.class)
        .hasMessage(message);
    assertThat(sandbox.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          &order=conector     | order of leanix-run-action is "conector", but must be one of connector, none.
          &order=Connector    | order of leanix-run-action is "Connector", but must be one of connector, none.
          &test=yes           | test of leanix-run-action is "yes", but must be one of true, false.
          &results=none       | results of leanix-run-action is "none", but must be one of auto, expected.
          &results=EXPECTED   | results of leanix-run-action is "EXPECTED", but must be one of auto, expected.
          &poll=1m            | poll of leanix-run-action (60000 ms) must not be longer than pollMax (30000 ms).
          """)
  void aParameterWithAnotherValueIsRefused(String parameter, String message) {
    assertThatThrownBy(
            () -> {
              Exchange answer = run(Ldifs.inbound("crm"), parameter);
              throw answer.getException();
            })
        .rootCause()
        .hasMessage("The parameter " + message);
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void aDryRunChangesNothing() {
    Exchange answer = run(Ldifs.inbound("crm"), "&test=true");

    assertThat(answer.getMessage().getHeader("LeanixTest")).isEqualTo(true);
    assertThat(sandbox.runs()).extracting(RunRecord::test).containsExactly(true);
    assertThat(sandbox.elements()).isEmpty();
  }

  @Test
  void whatIsNoLdifIsRejectedInWordsAndNeverSent() {
    Exchange answer = run("{\"content\": [}", "");

    assertThat(answer.getException())
        .isInstanceOf(RunRejectedException.class)
        .hasMessageStartingWith("Line 1, column 14");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void aRunThatLeanixRefusesFailsInItsWords() {
    sandbox.on(Call.CREATE).once().refuse(422, "no processor");

    assertThat(run(Ldifs.inbound("crm"), "").getException())
        .isInstanceOf(RunFailedException.class)
        .hasMessage("LeanIX refuses the run: HTTP 422, \"no processor\"");
    assertThat(sandbox.runs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no LDIF", "refused", "failed", "timed out"})
  void aFailureLeavesTheCallersMessageAsItWas(String failure) {
    sandbox.on(Call.CREATE).forConnector("refused").refuse(422);
    sandbox.endRuns(RunOutcome.FAILED).forConnector("failed");
    sandbox.on(Call.STATUS).forConnector("timed out").answer(503);
    String body = failure.equals("no LDIF") ? failure : Ldifs.inbound(failure);

    Exchange answer =
        template.send(
            endpoint("&runTimeout=100ms"),
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeader("Mine", "header");
              exchange.setVariable("run", "mine");
            });

    assertThat(answer.getException()).isInstanceOf(RunException.class);
    assertThat(answer.getMessage().getHeaders()).isEqualTo(Map.of("Mine", "header"));
    assertThat(answer.getVariables()).isEqualTo(Map.of("run", "mine"));
    assertThat(answer.getMessage().getBody()).isEqualTo(body);
  }

  @Test
  void aRunThatFailsOrIsStoppedIsAnExceptionOfItsOwn() {
    sandbox.endRuns(RunOutcome.FAILED).once();
    Exchange failed = run(Ldifs.inbound("crm"), "");
    sandbox.endRuns(RunOutcome.STOPPED).once();
    Exchange stopped = run(Ldifs.inbound("crm"), "");

    assertThat(failed.getException(RunFailedException.class).getStatus()).isEqualTo("FAILED");
    assertThat(failed.getException(RunFailedException.class).getRunId())
        .isEqualTo(sandbox.runs().get(0).id());
    assertThat(stopped.getException()).isInstanceOf(RunStoppedException.class);
  }

  @Test
  void aRunThatTakesTooLongTimesOut() {
    sandbox.letRunsTake(Duration.ofMinutes(1));

    assertThat(run(Ldifs.inbound("crm"), "&runTimeout=100ms").getException())
        .isInstanceOf(RunTimedOutException.class)
        .hasMessageContaining("its status is ");
  }

  @Test
  void leanixOutOfReachTooLongTimesOut() {
    sandbox.on(Call.CREATE).answer(503);

    assertThat(run(Ldifs.inbound("crm"), "&runTimeout=100ms").getException())
        .isInstanceOf(RunTimedOutException.class)
        .hasMessageContaining("HTTP 503");
  }

  @Test
  void passingTroubleIsRiddenOutAndTheRunStartedOnce() {
    for (Call call : List.of(Call.TOKEN, Call.CREATE, Call.STATUS, Call.WARNINGS, Call.RESULTS)) {
      sandbox.on(call).once().answer(503);
    }
    sandbox.on(Call.START).once().cutAfter();

    Exchange answer = run(Ldifs.inbound("crm"), "");

    assertThat(answer.getException()).isNull();
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @Test
  void aRefusedTokenIsToldAtOnceAndNotSaid() {
    sandbox.refuseApiToken();

    assertThat(run(Ldifs.inbound("crm"), "").getException())
        .isInstanceOf(ApiTokenRefusedException.class)
        .hasMessageContaining("apiToken")
        .hasMessageNotContaining(sandbox.apiToken());
  }

  @Test
  void theTokenIsMaskedInTheAddressOfTheKamelet() {
    assertThat(context.getEndpoints())
        .filteredOn(endpoint -> endpoint.getEndpointUri().startsWith("kamelet:"))
        .isNotEmpty()
        .allSatisfy(endpoint -> assertThat(endpoint.toString()).doesNotContain(sandbox.apiToken()));
  }

  @Test
  void fiftyRunsThatWaitNeedFewThreads() {
    sandbox.letRunsTake(Duration.ofSeconds(1));
    int before = Thread.activeCount();

    List<CompletableFuture<Exchange>> runs =
        IntStream.range(0, 50)
            .mapToObj(
                number ->
                    template.asyncSend(
                        endpoint("&poll=200ms&requestsPerSecond=1000"),
                        exchange -> exchange.getMessage().setBody(Ldifs.inbound("c" + number))))
            .toList();
    await().until(() -> sandbox.runs().size() == 50);
    int meanwhile = Thread.activeCount() - before;
    runs.forEach(CompletableFuture::join);

    assertThat(meanwhile).isLessThan(50);
    assertThat(runs).allMatch(run -> run.join().getException() == null);
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsOnly(1).hasSize(50);
  }

  @Test
  void theTraceOfTheCallerContinuesInLeanix() {
    String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    Exchange answer =
        template.send(
            endpoint(""),
            exchange -> {
              exchange.getMessage().setBody(Ldifs.outbound("all"));
              exchange.getMessage().setHeader("traceparent", traceparent);
            });

    assertThat(answer.getMessage().getHeader("traceparent")).isEqualTo(traceparent);
    assertThat(sandbox.requests())
        .filteredOn(request -> request.runId() != null)
        .hasSizeGreaterThan(4)
        .extracting(RecordedRequest::traceparent)
        .containsOnly(traceparent);
  }

  private Exchange run(Object body, String parameters) {
    return template.send(endpoint(parameters), exchange -> exchange.getMessage().setBody(body));
  }

  private String endpoint(String parameters) {
    return "kamelet:leanix-run-action?baseUrl={{leanix.url}}&apiToken={{leanix.token}}"
        + (parameters.contains("poll=") ? "" : "&poll=20ms&pollMax=60ms")
        + parameters;
  }
}
