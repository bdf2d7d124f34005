package io.github.leanixruns.bench;

import io.github.leanixruns.channel.Patience;
import io.github.leanixruns.run.Delays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;

/** How often a long run's status is asked: what the program decides, without the waiting. */
final class StatusRequests {

  private static final Duration RUN_TIME = Duration.ofMinutes(10);
  // the defaults of leanix.run.poll and leanix.run.poll-max
  private static final Patience DEFAULTS =
      new Patience(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(6));
  private static final int RUNS = 1_000;
  private static final int MOST = 30;

  private StatusRequests() {}

  static Row run() {
    Random random = new Random(4711);
    int most = 0;
    for (int i = 0; i < RUNS; i++) {
      most = Math.max(most, requests(random));
    }
    return new Row(
        "status requests for a run of 10 minutes, the most of 1,000 runs (computed)",
        String.valueOf(most),
        Row.NONE,
        Row.NONE,
        Row.NONE,
        "≤ " + MOST,
        most <= MOST);
  }

  private static int requests(Random random) {
    Moment moment = new Moment();
    Delays delays = new Delays(moment, random::nextDouble, run -> DEFAULTS);
    Map<String, Object> run = Map.of("started_at", moment.millis());
    Instant end = moment.instant().plus(RUN_TIME);
    int requests = 0;
    do {
      moment.now = moment.now.plus(delays.untilNextStatus(run));
      requests++;
    } while (moment.now.isBefore(end));
    return requests;
  }

  /** A clock that stands still until it is set. */
  private static final class Moment extends Clock {

    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
