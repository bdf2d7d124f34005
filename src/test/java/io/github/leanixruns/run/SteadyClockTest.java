package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final SettableClock machine = new SettableClock();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final SteadyClock clock = new SteadyClock(machine, nanos::get);
  private final Instant start = machine.instant();

  @Test
  void itFollowsAClockThatGoesOnOrIsSetForward() {
    pass(HOUR);
    assertThat(clock.instant()).isEqualTo(start.plus(HOUR));

    machine.advance(Duration.ofDays(3_650));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  @Test
  void itContinuesAtItsPaceWhenTheMachinesClockIsSetBack() {
    pass(HOUR);
    assertThat(clock.instant()).isEqualTo(start.plus(HOUR));

    machine.advance(Duration.ofDays(-3_650));
    assertThat(clock.instant()).isEqualTo(start.plus(HOUR));
    pass(HOUR);
    assertThat(clock.instant()).isEqualTo(start.plus(HOUR.multipliedBy(2)));

    machine.advance(Duration.ofDays(3_651));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  private void pass(Duration time) {
    machine.advance(time);
    nanos.addAndGet(time.toNanos());
  }
}
