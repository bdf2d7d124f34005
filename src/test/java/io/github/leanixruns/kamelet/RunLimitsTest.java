package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many runs an application has open, in which order, and how they end if it stops. */
@Timeout(60)
class RunLimitsTest {

  private DefaultCamelContext context;
  private Sandbox sandbox;

  @BeforeEach
  void startAnApplication() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    context = application();
  }

  private DefaultCamelContext application() throws IOException {
    DefaultCamelContext application = new DefaultCamelContext();
    application.getPropertiesComponent().addInitialProperty("leanix.url", sandbox.baseUrl());
    application.getPropertiesComponent().addInitialProperty("leanix.token", sandbox.apiToken());
    application.start();
    return application;
  }

  @AfterEach
  void stop() {
    context.stop();
    sandbox.close();
  }

  @Test
  void allKameletsOfAnApplicationShareTheLimitOfOpenRuns() {
    Fault held = sandbox.on(Call.STATUS).hold();

    List<CompletableFuture<Exchange>> runs =
        IntStream.range(0, 8)
            .mapToObj(
                number ->
                    send(Ldifs.inbound("c" + number), "&openRuns=3&test=" + (number % 2 == 0)))
            .toList();
    await().until(() -> held.waiting() == 3);

    assertThat(sandbox.runs()).hasSize(3);
    held.clear();
    assertThat(runs).allMatch(run -> run.join().getException() == null);
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsOnly(1).hasSize(8);
  }

  @Test
  void runsOfAConnectorAreExecutedInTheOrderOfTheirArrival() throws Exception {
    Queue<Exchange> done = new ConcurrentLinkedQueue<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("seda:runs").to(action("")).process(done::add);
          }
        });
    sandbox.letRunsTake(Duration.ofMillis(50));

    for (int number = 0; number < 5; number++) {
      context.createProducerTemplate().sendBody("seda:runs", Ldifs.inbound("crm", "app-" + number));
    }
    await().until(() -> done.size() == 5);

    List<RunRecord> runs = sandbox.runs();
    assertThat(runs)
        .extracting(RunRecord::description)
        .containsExactly("of app-0", "of app-1", "of app-2", "of app-3", "of app-4");
    for (int next = 1; next < runs.size(); next++) {
      assertThat(runs.get(next).createdAt()).isAfterOrEqualTo(runs.get(next - 1).finishedAt());
    }
  }

  @Test
  void runsOfAConnectorAreIndependentWithoutAnOrder() {
    Fault held = sandbox.on(Call.STATUS).hold();

    List<CompletableFuture<Exchange>> runs =
        IntStream.range(0, 3)
            .mapToObj(number -> send(Ldifs.inbound("crm", "app-" + number), "&order=none"))
            .toList();
    await().until(() -> held.waiting() == 3);

    held.clear();
    assertThat(runs).allMatch(run -> run.join().getException() == null);
  }

  @Test
  void aRunThatFailsLetsTheNextOneBegin() {
    sandbox.on(Call.CREATE).once().refuse(422, "no processor");

    Exchange refused = send(Ldifs.inbound("crm"), "&openRuns=1").join();
    Exchange rejected = send("no LDIF", "&openRuns=1").join();
    Exchange next = send(Ldifs.inbound("crm"), "&openRuns=1").join();

    assertThat(refused.getException()).isInstanceOf(RunFailedException.class);
    assertThat(rejected.getException()).isInstanceOf(RunRejectedException.class);
    assertThat(next.getException()).isNull();
  }

  @Test
  void anApplicationThatStopsEndsItsRunsAtOnceAndAnotherOneContinuesThem() throws Exception {
    sandbox.letRunsTake(Duration.ofSeconds(3));
    CompletableFuture<Exchange> waits = send(Ldifs.outbound("all"), "&poll=1h&pollMax=1h");
    await().until(() -> !sandbox.requests(Call.STATUS).isEmpty());

    context.getShutdownStrategy().setTimeout(Duration.ofHours(1).toSeconds());
    context.stop();

    RunInterruptedException exception = waits.join().getException(RunInterruptedException.class);
    String runId = sandbox.runs().get(0).id();
    assertThat(exception)
        .hasMessage(
            "The application stops. LeanIX may already have executed run "
                + runId
                + ", completely or in part. The parameter runId continues with this run");
    assertThat(exception.getRunId()).isEqualTo(runId);
    assertThat(waits.join().getMessage().getBody()).isEqualTo(Ldifs.outbound("all"));

    context = application();
    Exchange continued = send(runId, "&results=expected&runId=${body}").join();

    assertThat(continued.getException()).isNull();
    assertThat(continued.getMessage().getHeader("LeanixRunId")).isEqualTo(runId);
    assertThat(continued.getMessage().getBody(String.class)).contains("\"content\"");
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  @Test
  void aRunThatWasCreatedAndNotStartedIsStarted() {
    Fault notStarted = sandbox.on(Call.START).answer(503);
    Exchange timedOut = send(Ldifs.inbound("crm"), "&runTimeout=1ms").join();
    String runId = timedOut.getException(RunTimedOutException.class).getRunId();

    notStarted.clear();
    Exchange continued = send(null, "&runId=" + runId).join();

    assertThat(continued.getException()).isNull();
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsExactly(1);
  }

  private CompletableFuture<Exchange> send(Object body, String parameters) {
    return context
        .createProducerTemplate()
        .asyncSend(action(parameters), exchange -> exchange.getMessage().setBody(body));
  }

  private static String action(String parameters) {
    return "kamelet:leanix-run-action?baseUrl={{leanix.url}}&apiToken={{leanix.token}}"
        + (parameters.contains("poll=") ? "" : "&poll=20ms&pollMax=60ms")
        + parameters;
  }
}
