package io.github.leanixruns.trace;

import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.settings.Secrets;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports spans with the attributes of {@link SpanAttributes} only, with masked secrets, and
 * without requests for a status that changed nothing, of which a long run has thousands. Reports
 * once that spans cannot be exported.
 */
final class FilteredSpans implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.trace");

  private final SpanExporter exporter;
  private final AtomicBoolean failing = new AtomicBoolean();

  FilteredSpans(SpanExporter exporter) {
    this.exporter = exporter;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> filtered =
        spans.stream()
            .filter(
                span ->
                    !span.getName().equals("run-status")
                        || !SpanAttributes.isUnchanged(span.getAttributes()))
            .<SpanData>map(Filtered::new)
            .toList();
    if (filtered.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    CompletableResultCode result = exporter.export(filtered);
    return result.whenComplete(() -> report(result));
  }

  private void report(CompletableResultCode result) {
    if (result.isSuccess()) {
      if (failing.compareAndSet(true, false)) {
        LOG.info("Traces are exported again");
      }
    } else if (failing.compareAndSet(false, true)) {
      LOG.warn(
          "Traces cannot be exported: {}. Check the collector and OTEL_EXPORTER_OTLP_ENDPOINT. Runs continue without traces.",
          reason(result.getFailureThrowable()));
    }
  }

  private static String reason(Throwable failure) {
    return FailureKind.chain(failure)
        .filter(IOException.class::isInstance)
        .reduce((link, cause) -> cause)
        .map(Throwable::toString)
        .orElse(failure == null ? "no answer in time" : "the collector refuses them");
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static final class Filtered extends DelegatingSpanData {

    private final Attributes attributes;

    Filtered(SpanData span) {
      super(span);
      AttributesBuilder exported = Attributes.builder();
      span.getAttributes().forEach((key, value) -> addExported(key, value, exported));
      this.attributes = exported.build();
    }

    // the type of a value is that of its key
    @SuppressWarnings("unchecked")
    private static void addExported(AttributeKey<?> key, Object value, AttributesBuilder exported) {
      if (SpanAttributes.isExported(key)) {
        exported.put(
            (AttributeKey<Object>) key, value instanceof String text ? Secrets.mask(text) : value);
      }
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      return attributes.size();
    }

    /** Camel's events contain log lines and the texts of errors. */
    @Override
    public List<EventData> getEvents() {
      return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
      return 0;
    }
  }
}
