package io.github.leanixruns.trace;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * Exports the traces of runs, if one of OpenTelemetry's standard variables asks for it. Otherwise
 * the libraries of OpenTelemetry are not needed.
 */
public final class Traces {

  private Traces() {}

  /**
   * Starts to trace, before the routes are added.
   *
   * @return exports the spans that have ended when it is closed; empty if nothing is traced
   * @throws SettingsException if a variable is invalid
   */
  public static Optional<AutoCloseable> start(CamelContext context, Settings settings) {
    return areWanted(settings) ? Optional.of(TraceExport.start(context)) : Optional.empty();
  }

  private static boolean areWanted(Settings settings) {
    return !"true".equalsIgnoreCase(settings.text("otel.sdk.disabled"))
        && !"none".equals(settings.text("otel.traces.exporter"))
        && Stream.of(
                "otel.traces.exporter",
                "otel.exporter.otlp.endpoint",
                "otel.exporter.otlp.traces.endpoint")
            .anyMatch(settings::has);
  }
}
