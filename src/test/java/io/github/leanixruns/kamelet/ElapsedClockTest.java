package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ElapsedClockTest {

  @Test
  void onlyTheTimeOfTheProcessCounts() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    ElapsedClock clock = new ElapsedClock(nanos::get);
    Instant start = clock.instant();

    assertThat(clock.instant()).isEqualTo(start);
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(clock.instant()).isEqualTo(start.plusSeconds(3600));
  }
}
