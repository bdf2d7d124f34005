package io.github.leanixruns.trace;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OtlpReceiver;
import io.github.leanixruns.testsupport.OtlpReceiver.ReceivedSpan;
import io.github.leanixruns.testsupport.QueueTestSupport;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is one trace, which continues that of its sender and is handed on. */
class TracesTest extends QueueTestSupport {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENDER = "b7ad6b7169203331";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + SENDER + "-01";

  private OtlpReceiver collector;

  @Override
  protected void beforeOpening() throws Exception {
    super.beforeOpening();
    collector = new OtlpReceiver();
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put("leanix.upload.direct-max", "1KB");
    return settings;
  }

  @AfterEach
  void closeCollector() {
    collector.close();
  }

  @Test
  void theTraceOfAMessageContinuesInLeanixAndInTheResults() throws Exception {
    TextMessage message = client.text(Ldifs.outbound("all"));
    message.setStringProperty(Traceparent.HEADER, TRACEPARENT);
    message.setStringProperty("LeanixFileName", "export.json");
    client.send(IN, message);

    Message results = client.receive(OUT);
    awaitReceipt("archive");
    awaitSpans(1, "inbox-receive", "outbox-deliver");

    List<ReceivedSpan> spans = collector.spans();
    assertThat(spans).extracting(ReceivedSpan::traceId).containsOnly(TRACE);
    ReceivedSpan receipt = only("inbox-receive");
    assertThat(receipt.parentId()).isEqualTo(SENDER);
    for (String step : List.of("run-create", "run-start", "outbox-deliver")) {
      assertThat(only(step).parentId()).as(step).isEqualTo(receipt.id());
    }
    assertThat(only("leanix-api-create").parentId()).isEqualTo(only("run-create").id());
    assertThat(spans).noneMatch(ReceivedSpan::failed);
    assertThat(results.getStringProperty(Traceparent.HEADER))
        .isEqualTo("00-" + TRACE + "-" + only("queue-send").id() + "-01");
    assertThat(results.propertyExists("baggage")).isFalse();
    assertThat(parent(Call.CREATE)).isEqualTo(only("leanix-api-create").id());
    assertThat(parent(Call.START)).isEqualTo(only("leanix-api-start-request").id());
    assertThat(parent(Call.RESULTS_URL)).isEqualTo(only("leanix-api-results-url").id());
    assertThat(sandbox.requests(Call.DOWNLOAD))
        .isNotEmpty()
        .extracting(RecordedRequest::traceparent)
        .containsOnlyNulls();
    assertThat(collector.names()).anyMatch(name -> name.startsWith("leanix-storage-"));
    assertThat(only("outbox-deliver").attributes())
        .containsEntry("leanix.run.id", runs().get(0).id())
        .containsEntry("leanix.ledger.id", results.getStringProperty("LeanixLedgerId"))
        .containsEntry("leanix.file.name", "export.json")
        .containsEntry("leanix.connector", "report/all/1.0.0/outbound")
        .containsEntry("leanix.stage", "DELIVERED")
        .containsEntry("leanix.status", "FINISHED")
        .hasSize(6);
    assertThat(collector.resource()).containsEntry("service.name", "leanix-runs");
    assertThat(collector.text()).doesNotContain("localhost", "127.0.0.1");
  }

  /** Waits for spans: that of a receipt may end after the run. */
  private void awaitSpans(int count, String... names) {
    for (String name : names) {
      await().until(() -> collector.spans(name).size() == count);
    }
  }

  private ReceivedSpan only(String name) {
    assertThat(collector.spans(name)).as(name).hasSize(1);
    return collector.spans(name).get(0);
  }

  /** Returns the id of the span that the only request of a kind names as its parent. */
  private String parent(Call call) {
    assertThat(sandbox.requests(call)).as(call.name()).hasSize(1);
    String traceparent = sandbox.requests(call).get(0).traceparent();
    assertThat(traceparent).startsWith("00-" + TRACE + "-").endsWith("-01");
    return traceparent.split("-")[2];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not a context", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
  void aContextThatIsNotValidBeginsANewTrace(String traceparent) throws Exception {
    TextMessage message = client.text(Ldifs.inbound("crm"));
    message.setStringProperty(Traceparent.HEADER, traceparent);
    client.send(IN, message);

    awaitReceipt("archive");
    awaitSpans(1, "inbox-receive", "outbox-deliver");

    assertThat(only("inbox-receive").parentId()).isEmpty();
    assertThat(traceIds()).hasSize(1);
  }

  private Set<String> traceIds() {
    return Set.copyOf(collector.spans().stream().map(ReceivedSpan::traceId).toList());
  }

  @Test
  void theTraceOfARouteContinuesAndEachFileHasItsOwn() throws Exception {
    ProducerTemplate template = context.createProducerTemplate();
    Exchange answer =
        template.send(
            "direct:leanix-inbox",
            exchange -> {
              exchange.getMessage().setBody(Ldifs.inbound("crm"));
              exchange.getMessage().setHeader(Traceparent.HEADER, TRACEPARENT);
            });
    assertThat(answer.getException()).isNull();
    drop("apps.json", Ldifs.inbound("hr"));

    awaitReceipts("archive", 2);
    awaitSpans(2, "inbox-receive", "outbox-deliver");

    assertThat(traceIds()).hasSize(2).contains(TRACE);
    assertThat(collector.spans("outbox-deliver"))
        .extracting(ReceivedSpan::traceId)
        .containsExactlyInAnyOrderElementsOf(traceIds());
  }

  @Test
  void failuresAreRecordedOnTheirSpans() throws Exception {
    sandbox.on(Call.CREATE_WITH_URL, Call.CREATE).once().forConnector("crm").answer(503);
    sandbox.endRuns(RunOutcome.FAILED).once();
    drop("apps.json", Ldifs.inbound("crm"));
    awaitSpans(1, "inbox-receive", "outbox-fail");
    drop("bad.json", "{\"connectorType\": }");
    awaitSpans(2, "inbox-receive", "outbox-fail");

    assertThat(collector.spans("run-create"))
        .extracting(ReceivedSpan::failed, TracesTest::error)
        .containsExactly(tuple(true, "server_error"), tuple(false, null));
    assertThat(collector.spans("leanix-api-create"))
        .filteredOn(ReceivedSpan::failed)
        .singleElement()
        .extracting(ReceivedSpan::attributes, as(MAP))
        .containsEntry("http.response.status_code", "503");
    assertThat(collector.spans("outbox-fail"))
        .extracting(ReceivedSpan::failed, TracesTest::error)
        .containsExactly(tuple(true, "failed"), tuple(true, "rejected"));
    assertThat(collector.spans("inbox-receive"))
        .extracting(ReceivedSpan::failed, TracesTest::error)
        .containsExactly(tuple(false, null), tuple(true, "rejected"));
  }

  private static String error(ReceivedSpan span) {
    return span.attributes().get("error.type");
  }
}
