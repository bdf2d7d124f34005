package io.github.leanixruns.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/** Describes the meters that routes and Camel register without a text. */
public final class MeterDescriptions implements MeterFilter {

  private static final Map<String, String> TEXTS =
      Map.of(
          "leanix.runs.ended", "Runs that have ended, by stage and connector",
          "leanix.schedule.skipped", "Firings that were skipped because the last run was open",
          "leanix.retries", "Retries of steps, by cause",
          "leanix.token.renewals", "Access tokens requested",
          "leanix.ldif.bytes", "Bytes of received LDIFs",
          "leanix.results.bytes", "Bytes of results",
          "camel.route.policy", "Duration of steps and of calls of LeanIX");

  @Override
  public Meter.Id map(Meter.Id id) {
    String text = TEXTS.get(id.getName());
    return text == null
        ? id
        : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), text, id.getType());
  }
}
