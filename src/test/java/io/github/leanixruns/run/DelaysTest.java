package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.leanix.AccessToken;
import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.testsupport.Runs;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelaysTest {

  private static final Duration INITIAL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofHours(6);
  private static final PollingPolicy POLICY =
      new PollingPolicy(INITIAL, Duration.ofSeconds(30), TIMEOUT);
  private static final Channel CHANNEL =
      new Channel(
          null, null, null, false, null, false, true, 50, POLICY, ResultsMode.AUTO, null, null);

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
  void theStatusDelayIsTheAgeOfTheRunWithAJitterOfTenPercent(
      long ageMillis, double random, long expectedMillis) {
    Run run = Runs.started().withStartedAt(ago(ageMillis)).build();

    assertThat(delays(random).untilNextStatus(run, CHANNEL))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @Test
  void aRunWithoutAStartTimeWaitsForTheInitialDelay() {
    assertThat(delays(0.5).untilNextStatus(Runs.created().build(), CHANNEL)).isEqualTo(INITIAL);
  }

  @ParameterizedTest
  @MethodSource("jitters")
  void aRunOfTenMinutesTakesAtMostThirtyStatusRequests(DoubleSupplier jitter) {
    assertThat(statusRequestsOfARunThatTakes(Duration.ofMinutes(10), jitter)).isBetween(20, 30);
  }

  private int statusRequestsOfARunThatTakes(Duration duration, DoubleSupplier jitter) {
    Delays delays = new Delays(clock, jitter);
    Instant finish = clock.instant().plus(duration);
    Run run = Runs.started().withStartedAt(clock.instant()).build();
    int requests = 1;
    while (clock.instant().isBefore(finish)) {
      clock.advance(delays.untilNextStatus(run, CHANNEL));
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
  void theRetryDelayIsTheTimeForWhichTheStepHasFailed(
      long failingMillis, double random, long expectedMillis) {
    Run run = failingFor(failingMillis);

    assertThat(delays(random).untilRetry(run, POLICY, new IOException("cut off")))
        .isEqualTo(Duration.ofMillis(expectedMillis));
    assertThat(delays(random).untilRetry(run, POLICY, answer(503, "")))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @Test
  void theFirstRetryWaitsForTheInitialDelay() {
    assertThat(delays(0.5).untilRetry(Runs.created().build(), POLICY, answer(503, "")))
        .isEqualTo(INITIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 0.0,  7000",
    "7, 0.5,  7350",
    "7, 1.0,  7700",
    "0, 1.0,     0",
    "120, 0.0, 120000",
    "7200, 0.0, 3600000",
    "'Fri, 02 Jan 2026 03:04:45 GMT', 0.0, 40000",
    "'Fri, 02 Jan 2026 03:04:45 GMT', 1.0, 44000",
    "'Fri, 02 Jan 2026 03:04:00 GMT', 1.0, 0",
  })
  void theRetryDelayIsNeverShorterThanRetryAfter(String value, double random, long expectedMillis) {
    assertThat(
            delays(random)
                .untilRetry(
                    failingFor(4_000), POLICY, answer(429, Map.of("Retry-After", value), "")))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "soon",
        "",
        "1.5",
        "2147483647",
        "99999999999999999999",
        "Fri, 99 Jan 2026 03:04:45 GMT"
      })
  void anInvalidRetryAfterIsIgnored(String value) {
    assertThat(
            delays(0.5)
                .untilRetry(
                    failingFor(4_000), POLICY, answer(503, Map.of("Retry-After", value), "")))
        .isEqualTo(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @CsvSource({"0, 30000", "0.5, 31500", "1, 33000"})
  void aRunThatWaitsForTheApiTokenWaitsForAtLeastTheLongestDelay(
      double random, long expectedMillis) {
    assertThat(delays(random).untilTokenRetry(POLICY)).isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void theNextStepNoticesThatLeanixAcceptsTheApiTokenAgain(double random) throws Exception {
    AtomicBoolean accepted = new AtomicBoolean();
    AccessToken token =
        new AccessToken(
            clock,
            POLICY.maxDelay(),
            new ApiTokenHealthCheck("api-token", clock),
            () -> {
              if (!accepted.get()) {
                throw new ApiTokenRefusedException("LeanIX refuses the API token");
              }
              return new ObjectMapper().readTree("{\"access_token\": \"new\"}");
            });
    assertThatThrownBy(token::bearer).isInstanceOf(ApiTokenRefusedException.class);

    accepted.set(true);
    clock.advance(delays(random).untilTokenRetry(POLICY));

    assertThat(token.bearer()).isEqualTo("Bearer new");
  }

  @Test
  void aRunWithAnotherStepDoesNotWait() {
    assertThat(delays(1).none()).isZero();
  }

  @Test
  void aStartedRunTimesOutOnceItHasTakenLongerThanTheTimeout() {
    assertThat(hasTimedOutAfter(TIMEOUT.toMillis(), 1)).isFalse();
    assertThat(hasTimedOutAfter(TIMEOUT.toMillis() + 1, 0)).isTrue();
    assertThat(hasTimedOutAfter(-1, 0)).isFalse();
    assertThat(delays(0).hasTimedOut(Runs.created().build(), CHANNEL)).isFalse();
  }

  private boolean hasTimedOutAfter(long ageMillis, double random) {
    Run run = Runs.started().withStartedAt(ago(ageMillis)).build();
    return delays(random).hasTimedOut(run, CHANNEL);
  }

  @ParameterizedTest
  @CsvSource({"CREATED, 600001, true", "CREATED, 600000, false", "PENDING, 600001, false"})
  void aStartIsLostIfTheStatusDoesNotShowItTenMinutesLater(
      String status, long millis, boolean lost) {
    Run run = Runs.started().withStartSentAt(ago(millis)).build();

    assertThat(delays(0).isStartLost(run, status)).isEqualTo(lost);
    assertThat(delays(0).isStartLost(Runs.started().build(), status)).isFalse();
  }

  @Test
  void aReplyIsOverdueOnceItHasTakenLongerThanTheTimeout() {
    assertThat(isReplyOverdueAfter(TIMEOUT.toMillis())).isFalse();
    assertThat(isReplyOverdueAfter(TIMEOUT.toMillis() + 1)).isTrue();
    assertThat(delays(0).isReplyOverdue(Runs.finished().build(), CHANNEL)).isFalse();
  }

  private boolean isReplyOverdueAfter(long millisSinceSent) {
    Run run = Runs.finished().withSentAt(ago(millisSinceSent)).build();
    return delays(0).isReplyOverdue(run, CHANNEL);
  }

  @ParameterizedTest
  @CsvSource({
    "RECEIVED, true",
    "CREATED,  true",
    "STARTED,  true",
    "FINISHED, false",
    "FAILED,   false",
    "STOPPED,  false",
    "REJECTED, false",
  })
  void onlyARunThatLeanixHasNotFinishedIsGivenUp(String stage, boolean givenUp) {
    clock.advance(TIMEOUT.multipliedBy(2));

    assertThat(isGivenUp(Runs.at(stage).withFailingSince(ago(TIMEOUT.toMillis() + 1))))
        .isEqualTo(givenUp);
    assertThat(isGivenUp(Runs.at(stage).withFailingSince(ago(TIMEOUT.toMillis())))).isFalse();
    assertThat(isGivenUp(Runs.at(stage))).isFalse();
  }

  private boolean isGivenUp(Runs run) {
    return delays(0.5).isGivenUp(run.build(), POLICY, FailureKind.SERVER_ERROR);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void theTimeOfADiskErrorDoesNotCount(FailureKind kind) {
    Instant longAgo = ago(TIMEOUT.toMillis() + 1);
    Run onDisk = Runs.started().withFailing(longAgo, FailureKind.DISK, "No space").build();
    Run elsewhere = Runs.started().withFailing(longAgo, FailureKind.SERVER_ERROR, "busy").build();

    assertThat(delays(0.5).isGivenUp(onDisk, POLICY, kind)).isFalse();
    assertThat(delays(0.5).isGivenUp(elsewhere, POLICY, kind))
        .isEqualTo(kind != FailureKind.DISK && kind != FailureKind.NO_RESULTS);
  }

  @Test
  void onlyTheTimeWithoutResultsCountsForOverdueResults() {
    Instant longAgo = ago(TIMEOUT.toMillis() + 1);
    Run missing =
        Runs.finished().withFailing(longAgo, FailureKind.NO_RESULTS, "no results yet").build();
    Run outage = Runs.finished().withFailing(longAgo, FailureKind.SERVER_ERROR, "busy").build();

    assertThat(delays(0).areResultsOverdue(missing, CHANNEL)).isTrue();
    assertThat(delays(0).areResultsOverdue(outage, CHANNEL)).isFalse();
    assertThat(delays(0).areResultsOverdue(Runs.finished().build(), CHANNEL)).isFalse();
  }

  private Delays delays(double random) {
    return new Delays(clock, () -> random);
  }

  private Run failingFor(long millis) {
    return Runs.created().withFailingSince(ago(millis)).build();
  }

  private Instant ago(long millis) {
    return clock.instant().minusMillis(millis);
  }
}
