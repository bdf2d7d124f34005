package io.github.leanixruns.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.OtlpReceiver;
import io.github.leanixruns.testsupport.OtlpReceiver.ReceivedSpan;
import io.github.leanixruns.testsupport.SettableClock;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The context of a run's trace is in the ledger. */
class TraceAcrossRestartTest {

  private static final int SOME_POLLS = 5;

  @TempDir Path data;
  private final SettableClock clock =
      SettableClock.runningFrom(Instant.parse("2026-01-02T03:04:05Z"));
  private Sandbox sandbox;
  private OtlpReceiver collector;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ofHours(1)).withClock(clock));
    collector = new OtlpReceiver();
    Files.createDirectories(data.resolve("inbox"));
  }

  @AfterEach
  void stop() {
    collector.close();
    sandbox.close();
  }

  @Test
  void aRunIsOneTraceAcrossARestart() throws Exception {
    try (OpenedHub hub = open()) {
      assertThat(hub.isOpen()).isTrue();
      drop();
      await().until(() -> sandbox.requests(Call.STATUS).size() > SOME_POLLS);
    }
    assertThat(collector.names())
        .as("spans are exported before the hub ends")
        .contains("inbox-receive", "run-create", "run-start");

    clock.advance(Duration.ofHours(2));
    try (OpenedHub hub = open()) {
      assertThat(hub.isOpen()).isTrue();
      awaitReceipt();
    }

    assertThat(collector.names()).contains("outbox-deliver");
    assertThat(collector.spans()).extracting(ReceivedSpan::traceId).containsOnly(traceId());
    assertThat(collector.spans("outbox-deliver"))
        .extracting(ReceivedSpan::parentId)
        .containsExactly(collector.spans("inbox-receive").get(0).id());
    assertThat(collector.spans("run-status"))
        .as("only requests whose status is new")
        .extracting(span -> span.attributes().get("leanix.status"))
        .doesNotHaveDuplicates()
        .contains("FINISHED");
    assertThat(sandbox.requests())
        .filteredOn(request -> request.runId() != null)
        .extracting(RecordedRequest::traceparent)
        .isNotEmpty()
        .allMatch(traceparent -> traceparent.contains(traceId()));
  }

  private String traceId() {
    return collector.spans().get(0).traceId();
  }

  @Test
  void anOutageOfTheCollectorIsReportedOnceAndDisturbsNoRun() throws Exception {
    sandbox.letRunsTake(Duration.ZERO);
    collector.answer(400);
    try (LogLines log = new LogLines("leanix.trace");
        OpenedHub hub = open()) {
      assertThat(hub.isOpen()).isTrue();
      drop();
      awaitReceipt();
      log.await(line -> line.startsWith("WARN Traces cannot be exported: "));
      collector.answer(200);
      drop();
      log.await("INFO Traces are exported again"::equals);

      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).contains("the collector refuses them");
      assertThat(log.stackTraces()).isEmpty();
    }
  }

  @Test
  void withoutTheVariablesNothingIsTraced() throws Exception {
    collector.close();
    sandbox.letRunsTake(Duration.ZERO);
    try (OpenedHub hub = open()) {
      assertThat(hub.isOpen()).isTrue();
      drop();
      awaitReceipt();

      assertThat(hub.context().getRegistry().findByType(Tracer.class)).isEmpty();
    }
    assertThat(sandbox.requests()).extracting(RecordedRequest::traceparent).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({
    "otel.exporter.otlp.protocol, grpc",
    "otel.traces.exporter, zipkin",
    "otel.exporter.otlp.endpoint, nowhere"
  })
  void aVariableThatIsNotUsableIsNamedAtTheStart(String variable, String value) {
    System.setProperty(variable, value);
    try {
      assertThatThrownBy(this::open)
          .hasMessageContaining("OTEL_")
          .isInstanceOf(SettingsException.class);
    } finally {
      System.clearProperty(variable);
    }
  }

  private OpenedHub open() {
    return new OpenedHub(clock, HubTestSupport.shortDelays(sandbox, data));
  }

  private void drop() throws IOException {
    Path part = Files.writeString(data.resolve("apps.part"), Ldifs.inbound("crm"));
    Files.move(part, data.resolve("inbox").resolve("apps.json"));
  }

  private void awaitReceipt() {
    await()
        .until(
            () -> {
              try (Stream<Path> files = Files.list(data.resolve("archive"))) {
                return files.anyMatch(file -> file.toString().endsWith(".receipt.json"));
              }
            });
  }
}
