package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest extends SandboxTest {

  @BeforeEach
  void signIn() {
    client.accessToken();
  }

  @Test
  void aFaultAppliesTheGivenNumberOfTimes() {
    Fault fault = sandbox.on(Call.CREATE).times(2).answer(503, Map.of("Retry-After", "1"));

    HttpResponse<String> first = client.post(RUNS, Client.inbound());
    HttpResponse<String> second = client.post(RUNS, Client.inbound());
    HttpResponse<String> third = client.post(RUNS, Client.inbound());

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).contains("1");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(fault.hits()).isEqualTo(2);
    assertThat(sandbox.runs()).hasSize(1);
  }

  @Test
  void aFaultAppliesUntilItIsRemoved() {
    Fault fault = sandbox.on(Call.LIST, Call.STATUS).answer(429);
    assertThat(client.get(RUNS).statusCode()).isEqualTo(429);
    assertThat(client.of("x", "status").statusCode()).isEqualTo(429);
    assertThat(client.get(RUNS).statusCode()).isEqualTo(429);

    fault.clear();
    assertThat(client.get(RUNS).statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultAnswersWithTextThatIsNotJson() {
    sandbox.on(Call.LIST).once().answer(200, Map.of("Content-Type", "text/html"), "<p>Hi</p>");
    sandbox.on(Call.CREATE).once().answerAfter(200, Map.of(), "{}");

    HttpResponse<String> page = client.get(RUNS);

    assertThat(page.body()).isEqualTo("<p>Hi</p>");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(client.post(RUNS, Client.inbound()).body()).isEqualTo("{}");
    assertThat(sandbox.runs()).hasSize(1);
  }

  @Test
  void aRefusalIsJsonAndAnIntermediaryAnswersInHtmlOrText() {
    sandbox.on(Call.LIST).once().refuse(403, "Not yours");
    sandbox.on(Call.LIST).once().intermediary(403, "Access denied");
    sandbox.on(Call.LIST).once().intermediary(200, null);

    HttpResponse<String> refusal = client.get(RUNS);
    HttpResponse<String> page = client.get(RUNS);
    HttpResponse<String> text = client.get(RUNS);

    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(refusal.body()).isEqualTo("{\"errors\":[\"Not yours\"]}");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(page.body()).contains("<title>Access denied</title>");
    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.headers().firstValue("Content-Type")).contains("text/plain");
  }

  @Test
  void aBodyThatIsJsonHasItsContentTypeUnlessTheFaultSaysOtherwise() {
    sandbox.on(Call.LIST).once().answer(400, Map.of(), " {}");
    sandbox.on(Call.LIST).once().answer(400, Map.of("content-type", "text/plain"), "{}");

    assertThat(client.get(RUNS).headers().firstValue("Content-Type")).contains("application/json");
    assertThat(client.get(RUNS).headers().firstValue("Content-Type")).contains("text/plain");
  }

  @Test
  void faultsApplyToTheTokenCall() {
    sandbox.on(Call.TOKEN).once().answer(500);

    assertThat(client.token("sandbox-token", "grant_type=client_credentials").statusCode())
        .isEqualTo(500);
  }

  @Test
  void aFaultCanBeLimitedToOneConnector() {
    Fault fault = sandbox.on(Call.CREATE, Call.STATUS).forConnector("bad"::equals).answer(502);
    String good = client.create(Client.inbound());

    HttpResponse<String> bad = client.post(RUNS, Client.ldif("bad", "inbound", ""));

    assertThat(bad.statusCode()).isEqualTo(502);
    assertThat(client.status(good)).isEqualTo("CREATED");
    assertThat(client.post(RUNS, "nonsense").statusCode()).isEqualTo(400);
    assertThat(fault.hits()).isEqualTo(1);
  }

  @Test
  void aFaultCanBeLimitedToOneRun() {
    String one = client.create(Client.inbound());
    String other = client.create(Client.inbound());
    sandbox.on(Call.STATUS).forRun(one).answer(500);

    assertThat(client.of(one, "status").statusCode()).isEqualTo(500);
    assertThat(client.of(other, "status").statusCode()).isEqualTo(200);
  }

  @Test
  void cutsTheConnectionBeforeTheCallIsExecuted() {
    sandbox.on(Call.CREATE).once().cutBefore();

    assertThatThrownBy(() -> client.post(RUNS, Client.inbound()))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(sandbox.runs()).isEmpty();
    assertThat(sandbox.requests(Call.CREATE)).singleElement().matches(RecordedRequest::cut);
  }

  @Test
  void cutsTheConnectionAfterTheCallIsExecuted() {
    String id = client.create(Client.inbound());
    sandbox.on(Call.START).once().cutAfter();

    assertThatThrownBy(() -> client.start(id)).isInstanceOf(UncheckedIOException.class);

    assertThat(sandbox.run(id).starts()).isEqualTo(1);
    assertThat(client.start(id).statusCode()).isEqualTo(400);
  }

  @Test
  void cutsTheConnectionHalfwayThroughTheAnswer() {
    sandbox.on(Call.CREATE).once().cutHalfway();
    sandbox.on(Call.LIST).once().cutHalfway();

    assertThatThrownBy(() -> client.post(RUNS, Client.inbound()))
        .hasMessageContaining("bytes")
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> client.get(RUNS)).isInstanceOf(UncheckedIOException.class);

    assertThat(sandbox.runs()).hasSize(1);
    assertThat(sandbox.requests(Call.CREATE)).singleElement().matches(RecordedRequest::cut);
  }

  @Test
  void closesTheConnectionAfterTheAnswer() throws Exception {
    sandbox.on(Call.OTHER).closeAfter();

    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /none HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 404").doesNotContainIgnoringCase("close");
    }
  }

  @Test
  void holdsAnAnswerUntilItIsReleased() {
    Fault fault = sandbox.on(Call.CREATE).once().hold();
    CompletableFuture<HttpResponse<String>> answer = inBackground();
    await().until(() -> fault.waiting() == 1);
    assertThat(sandbox.runs()).hasSize(1);
    assertThat(sandbox.inFlight()).isEqualTo(1);
    assertThat(answer).isNotDone();

    fault.release();

    assertThat(answer).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void holdsACallBeforeItIsExecuted() {
    Fault fault = sandbox.on(Call.CREATE).once().holdBefore();
    CompletableFuture<HttpResponse<String>> answer = inBackground();
    await().until(() -> fault.waiting() == 1);
    assertThat(sandbox.runs()).isEmpty();

    sandbox.clearFaults();

    assertThat(answer).succeedsWithin(Duration.ofSeconds(5));
    assertThat(sandbox.runs()).hasSize(1);
  }

  @Test
  void delaysAnAnswer() {
    sandbox.on(Call.LIST).once().delay(Duration.ofMillis(200));

    long before = System.nanoTime();
    client.get(RUNS);

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void closingDoesNotWaitForHeldOrDelayedCalls() {
    Fault held = sandbox.on(Call.CREATE).once().hold();
    Fault delayed = sandbox.on(Call.CREATE).once().delay(Duration.ofHours(1));
    CompletableFuture<?> one = inBackground();
    CompletableFuture<?> other = inBackground();
    await().until(() -> held.waiting() + delayed.waiting() == 2);

    long before = System.nanoTime();
    sandbox.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(one).failsWithin(Duration.ofSeconds(5));
    assertThat(other).failsWithin(Duration.ofSeconds(5));
  }

  @Test
  void answersWithAnUnknownStatus() {
    String id = client.run(Client.inbound());
    sandbox.on(Call.STATUS).times(1).answerStatus("ARCHIVED_SOON");
    sandbox.on(Call.STATUS).times(1).answerStatus("SEQUENTIALIZED");

    assertThat(client.status(id)).isEqualTo("ARCHIVED_SOON");
    assertThat(client.status(id)).isEqualTo("SEQUENTIALIZED");
    assertThat(client.status(id)).isEqualTo("FINISHED");
    assertThat(sandbox.run(id).status()).isEqualTo("FINISHED");
  }

  @Test
  void forgetsARun() {
    String one = client.create(Client.inbound());
    String other = client.create(Client.inbound());
    sandbox.forget(one);
    sandbox.on(Call.STATUS).once().forget();

    assertThat(client.of(one, "warnings").statusCode()).isEqualTo(404);
    assertThat(client.of(other, "status").statusCode()).isEqualTo(404);
    assertThat(client.get(RUNS).body()).isEqualTo("[]");
    assertThat(sandbox.runs()).hasSize(2).allMatch(RunRecord::forgotten);
  }

  @Test
  void cutsADownloadHalfway() {
    client.run(Client.inbound(Client.element("1", "{}")));
    String id = client.run(Client.outbound());
    sandbox.on(Call.RESULTS).once().cutHalfway();

    assertThatThrownBy(() -> client.of(id, "results")).isInstanceOf(UncheckedIOException.class);
    assertThat(client.of(id, "results").statusCode()).isEqualTo(200);
  }

  private CompletableFuture<HttpResponse<String>> inBackground() {
    return CompletableFuture.supplyAsync(() -> client.post(RUNS, Client.inbound()));
  }
}
