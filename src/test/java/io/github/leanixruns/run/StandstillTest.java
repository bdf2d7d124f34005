package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.testsupport.Runs;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program slept through does not count for delays and time-outs. */
class StandstillTest {

  private static final Duration TIMEOUT = Duration.ofHours(6);
  private static final PollingPolicy POLICY =
      new PollingPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), TIMEOUT);
  private static final Channel CHANNEL =
      new Channel(null, null, null, false, null, false, true, 50, POLICY, null, null, null);

  private final SettableClock clock = new SettableClock();
  private final Standstill standstill = new Standstill(clock);
  private final Delays delays = new Delays(clock, () -> 0.5);

  @ParameterizedTest
  @ValueSource(strings = {"PT30S", "PT5M", "PT7M"})
  void theTimeBetweenTwoStepsCounts(Duration passed) {
    Run run = measured(clock.instant().minus(passed)).build();

    assertThat(Standstill.of(run, POLICY, clock.instant())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT10H", "P3650D"})
  void littleOfALongStandstillCounts(Duration asleep) {
    Instant measuredAt = clock.instant();
    Run run = measured(measuredAt).withStartedAt(measuredAt.minus(Duration.ofHours(5))).build();
    clock.advance(asleep);

    assertThat(Standstill.of(run, POLICY, clock.instant()))
        .isBetween(asleep.minus(Duration.ofMinutes(9)), asleep);
    assertThat(delays.hasTimedOut(run, CHANNEL)).isFalse();
  }

  @Test
  void standstillsThatWereMeasuredDoNotCountLater() {
    Duration asleep = Duration.ofDays(2);
    Run run =
        measured(clock.instant())
            .withStartedAt(clock.instant().minus(asleep).minus(TIMEOUT))
            .withMeasured(clock.instant(), asleep, null)
            .build();
    assertThat(delays.hasTimedOut(run, CHANNEL)).isFalse();

    clock.advance(Duration.ofMillis(1));

    assertThat(delays.hasTimedOut(run, CHANNEL)).isTrue();
  }

  @Test
  void aFailingRunIsNotGivenUpAfterAStandstill() {
    Run run =
        measured(clock.instant())
            .withFailingSince(clock.instant().minus(Duration.ofHours(5)))
            .build();
    clock.advance(Duration.ofHours(10));

    assertThat(delays.isGivenUp(run, POLICY, FailureKind.SERVER_ERROR)).isFalse();
  }

  @Test
  void aPlannedDelayCounts() {
    Duration planned = Duration.ofHours(1);
    Run run = Runs.started().withMeasured(clock.instant(), Duration.ZERO, planned).build();
    clock.advance(planned);

    assertThat(Standstill.of(run, POLICY, clock.instant())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-2H", "P-3650D"})
  void aClockThatIsSetBackDoesNotChangeWhatHasPassed(Duration jump) {
    Run run = measured(clock.instant()).withStartedAt(clock.instant().minusSeconds(10)).build();
    clock.advance(jump);

    assertThat(delays.untilNextStatus(run, CHANNEL)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theTimeIsMeasuredFromTimeToTimeAndAfterTheClockWasSetBack() {
    assertThat(standstill.isToMeasure(Runs.received().build(), POLICY)).isFalse();
    assertThat(isToMeasure(Duration.ofMinutes(7))).isFalse();
    assertThat(isToMeasure(Duration.ofMinutes(8))).isTrue();
    assertThat(isToMeasure(Duration.ofMillis(-1))).isTrue();
  }

  private boolean isToMeasure(Duration passed) {
    return standstill.isToMeasure(measured(clock.instant().minus(passed)).build(), POLICY);
  }

  private static Runs measured(Instant at) {
    return Runs.started().withMeasured(at, Duration.ZERO, null);
  }
}
