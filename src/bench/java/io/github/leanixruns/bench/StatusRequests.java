package io.github.leanixruns.bench;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.run.Delays;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.testsupport.Runs;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Computes the number of status requests for a long run, without waiting. */
final class StatusRequests {

  private static final Duration RUN_TIME = Duration.ofMinutes(10);
  // the defaults of leanix.run.poll and leanix.run.poll-max
  private static final PollingPolicy DEFAULTS =
      new PollingPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(6));
  private static final Channel CHANNEL =
      new Channel(
          null, null, null, false, null, false, true, 50, DEFAULTS, ResultsMode.AUTO, null, null);
  private static final int RUNS = 1_000;
  private static final int MAX = 30;

  private StatusRequests() {}

  static Row run() {
    Random random = new Random(4711);
    int max = 0;
    for (int i = 0; i < RUNS; i++) {
      max = Math.max(max, requests(random));
    }
    return new Row(
        "status requests for a run of 10 minutes, maximum of 1,000 runs (computed)",
        String.valueOf(max),
        Row.NONE,
        Row.NONE,
        Row.NONE,
        "≤ " + MAX,
        max <= MAX);
  }

  private static int requests(Random random) {
    SettableClock clock = new SettableClock();
    Delays delays = new Delays(clock, random::nextDouble);
    Run run = Runs.started().withStartedAt(clock.instant()).build();
    Instant end = clock.instant().plus(RUN_TIME);
    int requests = 0;
    do {
      clock.advance(delays.untilNextStatus(run, CHANNEL));
      requests++;
    } while (clock.instant().isBefore(end));
    return requests;
  }
}
