package io.github.leanixruns.observe;

import io.github.leanixruns.run.Run;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Variable;

/** Measures the time from the receipt of an LDIF to the end of its run. */
public final class RunTimes {

  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6)
  };

  private final MeterRegistry meters;
  private final Clock clock;

  public RunTimes(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /** Records the time of a run that has ended. */
  public void record(@Variable("run") Run run) {
    Timer.builder("leanix.run")
        .description("Time from the receipt of an LDIF to the end of its run, by stage")
        .tag("stage", run.stage())
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(Duration.between(run.receivedAt(), clock.instant()));
  }
}
