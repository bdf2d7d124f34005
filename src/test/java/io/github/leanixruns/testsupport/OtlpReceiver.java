package io.github.leanixruns.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A collector: receives spans by OTLP over HTTP. While it is open, hubs of this process export to
 * it, and soon.
 */
public final class OtlpReceiver implements AutoCloseable {

  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String DELAY = "otel.bsp.schedule.delay";

  private final HttpServer server;
  private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  public OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort());
    System.setProperty(DELAY, "20");
  }

  /** Answers with another status from now on. */
  public void answer(int newStatus) {
    status = newStatus;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (status == 200) {
        requests.add(ExportTraceServiceRequest.parseFrom(body));
      }
      byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    }
  }

  /** A span as it was received. The ids are hexadecimal, the parent's is empty without one. */
  public record ReceivedSpan(
      String traceId,
      String id,
      String parentId,
      String name,
      boolean failed,
      Map<String, String> attributes) {}

  /** Returns the spans in the order of their end. */
  public List<ReceivedSpan> spans() {
    return requests.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(OtlpReceiver::received)
        .toList();
  }

  /** Returns the attributes of what the spans are about. */
  public Map<String, String> resource() {
    return attributes(requests.get(0).getResourceSpans(0).getResource().getAttributesList());
  }

  /** Returns all that was received, as text. */
  public String text() {
    return requests.toString();
  }

  private static ReceivedSpan received(Span span) {
    return new ReceivedSpan(
        hex(span.getTraceId().toByteArray()),
        hex(span.getSpanId().toByteArray()),
        hex(span.getParentSpanId().toByteArray()),
        span.getName(),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
        attributes(span.getAttributesList()));
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    Map<String, String> attributes = new TreeMap<>();
    list.forEach(
        one ->
            attributes.put(
                one.getKey(),
                one.getValue().hasIntValue()
                    ? String.valueOf(one.getValue().getIntValue())
                    : one.getValue().getStringValue()));
    return attributes;
  }

  /** Returns the spans of a name. */
  public List<ReceivedSpan> spans(String name) {
    return spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  /** Returns the names of the spans, each once. */
  public Stream<String> names() {
    return spans().stream().map(ReceivedSpan::name).distinct();
  }

  @Override
  public void close() {
    System.clearProperty(ENDPOINT);
    System.clearProperty(DELAY);
    server.stop(0);
  }
}
