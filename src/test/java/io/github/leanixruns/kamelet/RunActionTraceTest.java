package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kamelet in an application that has Camel's tracer. */
class RunActionTraceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new Spans())).build();
  private final CamelContext context = new DefaultCamelContext();
  private Sandbox sandbox;

  @BeforeEach
  void startAnApplication() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    context.getRegistry().bind("tracer", tracers.get("application"));
    context
        .getRegistry()
        .bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
    new OpenTelemetryTracer().init(context);
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    context.close();
    tracers.close();
    sandbox.close();
  }

  @Test
  void theRequestsOfARunBelongToTheSpansOfTheApplication() {
    Exchange answer =
        context
            .createProducerTemplate()
            .send(
                "kamelet:leanix-run-action?poll=20ms&pollMax=60ms&baseUrl="
                    + sandbox.baseUrl()
                    + "&apiToken="
                    + sandbox.apiToken(),
                exchange -> {
                  exchange.getMessage().setBody(Ldifs.outbound("all"));
                  exchange
                      .getMessage()
                      .setHeader("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
                });

    assertThat(answer.getException()).isNull();
    assertThat(sandbox.requests())
        .filteredOn(request -> request.runId() != null)
        .hasSizeGreaterThan(4)
        .extracting(RecordedRequest::traceparent)
        .allMatch(traceparent -> traceparent.startsWith("00-" + TRACE))
        .extracting(traceparent -> traceparent.split("-")[2])
        .isSubsetOf(spans.stream().map(SpanData::getSpanId).toList());
  }

  private final class Spans implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
