package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static io.github.leanixruns.leanix.HttpAnswers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.run.FailureDecision.Action;
import io.github.leanixruns.testsupport.LocalFiles;
import io.github.leanixruns.testsupport.Runs;
import io.github.leanixruns.testsupport.SettableClock;
import io.github.leanixruns.testsupport.TestChannels;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure means for a fast run, which LeanIX keeps no record of. */
class FastRunFailuresTest {

  private static final String BEARER = "Bearer a";
  private static final Duration TIMEOUT = Duration.ofHours(6);
  private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofSeconds(30);
  private static final Channel CHANNEL =
      new Channel(
          null,
          TestChannels.at("https://acme.leanix.net", true).workspace(),
          null,
          false,
          null,
          true,
          true,
          50,
          new PollingPolicy(INITIAL_DELAY, MAX_DELAY, TIMEOUT),
          ResultsMode.AUTO,
          null,
          null);

  @TempDir private Path work;

  private final SettableClock clock = new SettableClock();
  private WorkFolder workFolder;
  private RunFailures runFailures;

  @BeforeEach
  void openWorkFolder() throws Exception {
    workFolder = new WorkFolder(work);
    runFailures =
        new RunFailures(
            new FastRuns(workFolder, LocalFiles.in(workFolder)), new Delays(clock, () -> 0.5));
  }

  static Stream<Exception> failuresBeforeExecution() {
    return Stream.of(
        answer(302, ""),
        answer(401, ""),
        refusal(401, ""),
        answer(403, "<html>"),
        answer(404, ""),
        answer(425, ""),
        answer(429, ""),
        answer(503, ""),
        new ConnectException("Connection refused"),
        new UnknownHostException("acme.leanix.net"),
        new SSLHandshakeException("unknown CA"),
        new ProxyRefusedException("The proxy refuses the login"));
  }

  @ParameterizedTest
  @MethodSource("failuresBeforeExecution")
  void aFastRunThatLeanixDidNotExecuteIsSentAgain(Exception failure) {
    FailureDecision decision = decide(Runs.fast().build(), failure);

    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.restart()).isTrue();
    assertThat(decision.delay()).isEqualTo(INITIAL_DELAY);
    assertThat(decision.ending()).isNull();
  }

  @ParameterizedTest
  @MethodSource("failuresBeforeExecution")
  void aFastRunThatLeanixDidNotExecuteIsGivenUpAfterTheTimeout(Exception failure) {
    FailureDecision decision = decide(Runs.fast().withFailingSince(longAgo()).build(), failure);

    assertThat(decision.timedOut()).isTrue();
    assertThat(decision.ending().reason()).startsWith("LeanIX gave no usable answer");
  }

  @Test
  void aFastRunWaitsForTheApiTokenAndIsSentAgain() {
    Exception failure = new ApiTokenRefusedException("The API token is invalid");

    for (String bearer : new String[] {null, BEARER}) {
      FailureDecision decision = runFailures.decide(Runs.fast().build(), CHANNEL, bearer, failure);

      assertThat(decision.action()).isEqualTo(Action.WAIT_FOR_TOKEN);
      assertThat(decision.restart()).isTrue();
      assertThat(decision.delay()).isBetween(MAX_DELAY, MAX_DELAY.multipliedBy(11).dividedBy(10));
    }
  }

  static Stream<Exception> failuresDuringExecution() {
    return Stream.of(
        answer(408, ""),
        answer(500, ""),
        answer(502, ""),
        answer(504, ""),
        new SocketTimeoutException("Read timed out"),
        new SocketException("Connection reset"),
        new IOException("No space left on device"),
        new InvalidAnswerException("no status"),
        new SQLException("database is locked"),
        new IllegalStateException("an error in the program"));
  }

  @ParameterizedTest
  @MethodSource("failuresDuringExecution")
  void aFastRunThatLeanixMayHaveExecutedIsNotSentAgain(Exception failure) {
    FailureDecision decision = decide(Runs.fast().build(), failure);

    assertThat(decision.isEnd()).isTrue();
    assertThat(decision.restart()).isFalse();
    assertThat(decision.timedOut()).isFalse();
    assertThat(decision.ending().stage()).isEqualTo("FAILED");
    assertThat(decision.ending().status()).isNull();
    assertThat(decision.ending().reason())
        .isEqualTo(
            "It is not known whether LeanIX executed the run: %s."
                + " LeanIX reports no status for fast runs.",
            runFailures.describe(failure));
  }

  @ParameterizedTest
  @MethodSource("failuresDuringExecution")
  void aFastRunIsNotExecutedBeforeThereIsAnAccessToken(Exception failure) {
    FailureDecision decision = runFailures.decide(Runs.fast().build(), CHANNEL, null, failure);

    assertThat(decision.isEnd()).isFalse();
    assertThat(decision.restart()).isEqualTo(decision.isRetry());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 413, 415, 422, 431})
  void aRefusedFastRunEnds(int status) {
    FailureDecision decision = decide(Runs.fast().build(), refusal(status, ""));

    assertThat(decision.isEnd()).isTrue();
    assertThat(decision.restart()).isFalse();
    assertThat(decision.ending().reason())
        .startsWith("LeanIX refused to execute the fast run: HTTP " + status);
  }

  @ParameterizedTest
  @MethodSource("failuresBeforeExecution")
  void aFastRunWhoseAnswerIsStoredIsNotSentAgain(Exception failure) throws Exception {
    Run run = Runs.fast().build();
    Files.writeString(workFolder.answerFileOf(run.id()), "{}");

    FailureDecision decision = decide(run, failure);

    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.restart()).isFalse();
  }

  @Test
  void aFastRunThatTheProgramInterruptedEnds() {
    FailureDecision decision = runFailures.fastRunInterrupted(Runs.fast().build());

    assertThat(decision.isEnd()).isTrue();
    assertThat(decision.ending().reason())
        .startsWith(
            "It is not known whether LeanIX executed the run:"
                + " the program stopped before LeanIX answered.");
  }

  @Test
  void aFastRunWhoseAnswerDoesNotSayFinishedEnds() {
    Run run = Runs.fast().build();

    assertThat(runFailures.fastRunNotFinished(run, null).ending().reason())
        .startsWith(
            "It is not known whether LeanIX executed the run: the answer is not from LeanIX.");
    assertThat(runFailures.fastRunNotFinished(run, "FAILED").ending())
        .isEqualTo(Endings.endedByLeanix(run, "FAILED"));
    assertThat(runFailures.fastRunNotFinished(run, "STOPPED").ending())
        .isEqualTo(Endings.endedByLeanix(run, "STOPPED"));
  }

  private FailureDecision decide(Run run, Exception failure) {
    return runFailures.decide(run, CHANNEL, BEARER, failure);
  }

  private Instant longAgo() {
    return clock.instant().minus(TIMEOUT).minusMillis(1);
  }
}
