package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.SettableClock;
import io.github.leanixruns.channel.PollingPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelaysTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofHours(6);

  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @CsvSource({
    "      0, 0.5,  1000",
    "      0, 0.0,   900",
    "      0, 1.0,  1100",
    "    999, 0.5,  1000",
    "   1000, 0.5,  1000",
    "   1001, 0.5,  1001",
    "   5000, 0.5,  5000",
    "   5000, 0.0,  4500",
    "   5000, 1.0,  5500",
    "  30000, 0.5, 30000",
    "  30001, 0.5, 30000",
    "  30000, 0.0, 27000",
    "3600000, 1.0, 33000",
    "  -5000, 0.5,  1000",
  })
  void aStatusIsAskedAgainAfterAsLongAsTheRunHasLastedGiveOrTakeATenth(
      long lastedMillis, double random, long expectedMillis) {
    assertThat(delays(random).untilNextStatus(run("started_at", lastedMillis)))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @Test
  void aRunWithoutATimeOfItsStartIsAskedAfterTheFirstDelay() {
    assertThat(delays(0.5).untilNextStatus(Map.of())).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @MethodSource("jitters")
  void aRunOfTenMinutesTakesAtMostThirtyStatusRequests(DoubleSupplier jitter) {
    assertThat(statusRequestsOfARunThatTakes(Duration.ofMinutes(10), jitter)).isBetween(20, 30);
  }

  private int statusRequestsOfARunThatTakes(Duration duration, DoubleSupplier jitter) {
    Delays delays = new Delays(clock, jitter, run -> new PollingPolicy(FIRST, MOST, TIMEOUT));
    Instant finish = clock.instant().plus(duration);
    Map<String, Object> run = run("started_at", 0);
    int requests = 1;
    while (clock.instant().isBefore(finish)) {
      clock.advance(delays.untilNextStatus(run));
      requests++;
    }
    return requests;
  }

  static Iterable<DoubleSupplier> jitters() {
    return () ->
        IntStream.rangeClosed(0, 120)
            .<DoubleSupplier>mapToObj(i -> i <= 20 ? () -> i / 20.0 : new Random(i)::nextDouble)
            .iterator();
  }

  @ParameterizedTest
  @CsvSource({
    "     0, 0.5,  1000",
    "  4000, 0.5,  4000",
    "  4000, 0.0,  3600",
    "  4000, 1.0,  4400",
    "900000, 0.5, 30000",
  })
  void aFailureInPassingIsTriedAgainAfterAsLongAsItHasLasted(
      long lastedMillis, double random, long expectedMillis) {
    Map<String, Object> run = run("failing_since", lastedMillis);

    assertThat(delays(random).untilRetry(run, new IOException("cut off")))
        .isEqualTo(Duration.ofMillis(expectedMillis));
    assertThat(delays(random).untilRetry(run, answer(503, "")))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 0.0,  7000",
    "7, 0.5,  7350",
    "7, 1.0,  7700",
    "0, 1.0,     0",
    "120, 0.0, 120000",
    "2147483647, 0.0, 86400000",
    "99999999999999999999, 0.0, 86400000",
    "'Fri, 02 Jan 2026 03:04:45 GMT', 0.0, 40000",
    "'Fri, 02 Jan 2026 03:04:45 GMT', 1.0, 44000",
    "'Fri, 02 Jan 2026 03:04:00 GMT', 1.0, 0",
  })
  void whatRetryAfterAsksIsKeptAndNeverCutShort(String value, double random, long expectedMillis) {
    assertThat(
            delays(random)
                .untilRetry(
                    run("failing_since", 4_000), answer(429, Map.of("Retry-After", value), "")))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "", "1.5", "Fri, 99 Jan 2026 03:04:45 GMT"})
  void aRetryAfterThatNobodyCanReadIsAsIfThereWereNone(String value) {
    assertThat(
            delays(0.5)
                .untilRetry(
                    run("failing_since", 4_000), answer(503, Map.of("Retry-After", value), "")))
        .isEqualTo(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @CsvSource({"0, 27000", "0.5, 30000", "1, 33000"})
  void everythingThatWaitsForTheApiTokenWaitsTheLongestDelay(double random, long expectedMillis) {
    assertThat(delays(random).untilTokenRetry(Map.of()))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @Test
  void aRunWithMoreToDoWaitsNoTimeAtAll() {
    assertThat(delays(1).atOnce()).isZero();
  }

  @Test
  void aStartedRunTimesOutOnceItHasTakenLongerThanTheTimeout() {
    assertThat(delays(1).hasTimedOut(run("started_at", TIMEOUT.toMillis()))).isFalse();
    assertThat(delays(0).hasTimedOut(run("started_at", TIMEOUT.toMillis() + 1))).isTrue();
    assertThat(delays(0).hasTimedOut(run("started_at", -1))).isFalse();
    assertThat(delays(0).hasTimedOut(Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "RECEIVED, received_at, true",
    "CREATED,  created_at,  true",
    "STARTED,  started_at,  true",
    "FINISHED, finished_at, false",
    "FAILED,   ended_at,    false",
    "STOPPED,  ended_at,    false",
    "REJECTED, ended_at,    false",
  })
  void onlyARunThatLeanixHasNotFinishedIsGivenUp(String stage, String reached, boolean givenUp) {
    long now = clock.millis();
    long reachedAt = now - TIMEOUT.toMillis() * 2;

    assertThat(
            delays(0.5)
                .isGivenUp(
                    Map.of(
                        "stage",
                        stage,
                        reached,
                        reachedAt,
                        "failing_since",
                        now - TIMEOUT.toMillis() - 1)))
        .isEqualTo(givenUp);
    assertThat(
            delays(0.5)
                .isGivenUp(
                    Map.of(
                        "stage",
                        stage,
                        reached,
                        reachedAt,
                        "failing_since",
                        now - TIMEOUT.toMillis())))
        .isFalse();
    assertThat(delays(0.5).isGivenUp(Map.of("stage", stage, reached, reachedAt))).isFalse();
  }

  private Delays delays(double random) {
    return new Delays(clock, () -> random, run -> new PollingPolicy(FIRST, MOST, TIMEOUT));
  }

  private Map<String, Object> run(String column, long millisAgo) {
    return Map.of(column, clock.millis() - millisAgo);
  }
}
