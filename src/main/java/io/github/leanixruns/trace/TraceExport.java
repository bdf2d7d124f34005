package io.github.leanixruns.trace;

import io.github.leanixruns.settings.SettingsException;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.CamelContext;

/** Exports the traces of runs as OpenTelemetry's variables say. */
final class TraceExport implements AutoCloseable {

  // all parts of a stop must end before service managers kill
  private static final int FLUSH_SECONDS = 2;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "leanix-runs",
          "otel.traces.exporter", "otlp",
          "otel.exporter.otlp.protocol", "http/protobuf",
          // not baggage, in which Camel marks its own spans
          "otel.propagators", "tracecontext");

  private static final Map<String, String> NO_OTHER_SIGNALS =
      Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none");

  // its exporters log each failure with a stack trace; FilteredSpans reports that there are some.
  // A field, because Java forgets the level of a logger without a reference
  private static final Logger OPEN_TELEMETRY = Logger.getLogger("io.opentelemetry");

  private final OpenTelemetrySdk sdk;

  private TraceExport(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  static TraceExport start(CamelContext context) {
    OPEN_TELEMETRY.setLevel(Level.OFF);
    OpenTelemetrySdk sdk = sdk(context);
    context.getRegistry().bind("leanixTracer", sdk.getTracer("leanix-runs"));
    context.getRegistry().bind("leanixPropagators", sdk.getPropagators());
    new RunTracer().init(context);
    return new TraceExport(sdk);
  }

  private static OpenTelemetrySdk sdk(CamelContext context) {
    Map<String, String> properties = new HashMap<>(DEFAULTS);
    context
        .getPropertiesComponent()
        .loadProperties(name -> name.startsWith("otel."))
        .forEach((name, value) -> properties.put((String) name, (String) value));
    try {
      return AutoConfiguredOpenTelemetrySdk.builder()
          .disableShutdownHook()
          .addPropertiesSupplier(() -> properties)
          .addPropertiesCustomizer(config -> NO_OTHER_SIGNALS)
          .addSpanExporterCustomizer((exporter, config) -> new FilteredSpans(exporter))
          .build()
          .getOpenTelemetrySdk();
    } catch (ConfigurationException e) {
      throw new SettingsException(
          "The variables OTEL_… for traces are not usable: "
              + e.getMessage()
              + ". The protocol is http/protobuf, and the exporter is otlp.",
          e);
    }
  }

  /** Exports the spans that have ended, within two seconds. */
  @Override
  public void close() {
    sdk.getSdkTracerProvider().shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }
}
