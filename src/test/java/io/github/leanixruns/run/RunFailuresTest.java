package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static io.github.leanixruns.leanix.HttpAnswers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParseException;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.StorageRefusedException;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.run.FailureDecision.Action;
import io.github.leanixruns.testsupport.LocalFiles;
import io.github.leanixruns.testsupport.Runs;
import io.github.leanixruns.testsupport.SettableClock;
import io.github.leanixruns.testsupport.TestChannels;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.UncategorizedJmsException;

/** The table of failures and of what they mean, for a run at each stage. */
class RunFailuresTest {

  private static final String HOOK_ADVICE = ". Correct your route; the run waits for it";
  private static final String NO_SPACE =
      "No space left on device. Free some space on the disk of the folder";

  private static final String BEARER = "Bearer a";
  private static final Duration TIMEOUT = Duration.ofHours(6);
  private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofSeconds(30);
  private static final PollingPolicy POLICY = new PollingPolicy(INITIAL_DELAY, MAX_DELAY, TIMEOUT);
  private static final Workspace WORKSPACE =
      TestChannels.at("https://acme.leanix.net", true).workspace();
  private static final Channel CHANNEL =
      new Channel(
          null,
          WORKSPACE,
          null,
          false,
          null,
          false,
          true,
          50,
          POLICY,
          ResultsMode.AUTO,
          null,
          null);
  private static final String[] STAGES = {
    "RECEIVED", "CREATED", "STARTED", "FINISHED", "FAILED", "STOPPED", "REJECTED"
  };

  private final SettableClock clock = new SettableClock();
  private final Delays delays = new Delays(clock, () -> 0.5);
  private final CamelContext context = new DefaultCamelContext();
  private RunFailures runFailures;

  @BeforeEach
  void startContext() {
    context.start();
  }

  @AfterEach
  void stopContext() {
    context.stop();
  }

  @BeforeEach
  void openWorkFolder(@TempDir Path work) throws Exception {
    runFailures = new RunFailures(LocalFiles.fastRunsIn(work), delays);
  }

  static Stream<Arguments> transientFailures() {
    return Stream.of(
        arguments(FailureKind.RATE_LIMITED, answer(429, "")),
        arguments(FailureKind.UNAUTHORIZED, refusal(401, "")),
        arguments(FailureKind.INTERMEDIARY, answer(403, "<html>")),
        arguments(FailureKind.INTERMEDIARY, answer(401, "")),
        arguments(FailureKind.REDIRECTED, answer(302, "")),
        arguments(FailureKind.SERVER_ERROR, answer(408, "")),
        arguments(FailureKind.SERVER_ERROR, answer(425, "")),
        arguments(FailureKind.SERVER_ERROR, answer(500, "")),
        arguments(FailureKind.SERVER_ERROR, answer(502, "")),
        arguments(FailureKind.SERVER_ERROR, answer(503, "")),
        arguments(FailureKind.SERVER_ERROR, answer(504, "")),
        arguments(FailureKind.PROXY, new ProxyRefusedException("The proxy refuses the login")),
        arguments(FailureKind.INVALID_ANSWER, new InvalidAnswerException("no id")),
        arguments(FailureKind.INVALID_ANSWER, new JsonParseException(null, "<html>")),
        arguments(FailureKind.STORAGE, new StorageRefusedException("HTTP 403")),
        arguments(FailureKind.TIMED_OUT, new SocketTimeoutException("Read timed out")),
        arguments(FailureKind.CERTIFICATE, handshake()),
        arguments(FailureKind.UNREACHABLE, new ConnectException("Connection refused")),
        arguments(FailureKind.UNKNOWN_HOST, new UnknownHostException("acme.leanix.net")),
        arguments(FailureKind.UNREACHABLE, new SocketException("Connection reset")),
        arguments(FailureKind.DISK, new IOException("No space left on device")),
        arguments(FailureKind.DISK, new GenericFileOperationFailedException("Cannot rename")),
        arguments(FailureKind.QUEUE, new JMSException("The broker is not available")),
        arguments(
            FailureKind.HOOK, new HookFailedException("direct://mine", new SQLException("no"))));
  }

  private static SSLHandshakeException handshake() {
    SSLHandshakeException failure = new SSLHandshakeException("PKIX path building failed");
    failure.initCause(new CertificateException("unknown CA"));
    return failure;
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void aTransientFailureIsRetriedAtEachStage(FailureKind kind, Exception failure) {
    for (String stage : STAGES) {
      Run run = Runs.at(stage).build();

      assertThat(decide(run, failure))
          .as(stage)
          .isEqualTo(
              new FailureDecision(
                  Action.RETRY,
                  kind,
                  runFailures.describe(failure) + (kind == FailureKind.HOOK ? HOOK_ADVICE : ""),
                  INITIAL_DELAY,
                  false,
                  false,
                  clock.instant(),
                  null));
      assertThat(runFailures.isDecidable(run, CHANNEL, BEARER, failure, context)).isTrue();
    }
  }

  @Test
  void onlyAnAnswerIsDecidedDuringAStop() {
    Run run = Runs.created().build();
    context.stop();

    assertThat(runFailures.isDecidable(run, CHANNEL, BEARER, answer(503, ""), context)).isTrue();
    assertThat(
            runFailures.isDecidable(
                run, CHANNEL, BEARER, new SocketException("Socket closed"), context))
        .isFalse();
  }

  @Test
  void aTransientFailureOfAConfigurationIsRetried() {
    FailureDecision decision = decide(Runs.configuration().build(), answer(503, ""));

    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.delay()).isEqualTo(INITIAL_DELAY);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "4000, 4000", "30000, 30000", "900000, 30000"})
  void theDelayGrowsWithTheTimeForWhichTheStepHasFailed(long failingMillis, long expectedMillis) {
    Run run = Runs.started().withFailingSince(clock.instant().minusMillis(failingMillis)).build();

    assertThat(decide(run, answer(503, "")).delay()).isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void theDelayIsNotShorterThanRetryAfter(int status) {
    FailureDecision decision =
        decide(Runs.created().build(), answer(status, Map.of("Retry-After", "60"), ""));

    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.delay()).isEqualTo(Duration.ofSeconds(63));
  }

  static IntStream refusals() {
    return IntStream.of(400, 403, 404, 409, 413, 415, 422, 431);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalEndsARunThatLeanixHasNotFinished(int status) {
    for (String stage : List.of("RECEIVED", "CREATED", "STARTED")) {
      Run run = Runs.at(stage).build();
      FailureDecision decision = decide(run, refusal(status, "no processor for this connector"));

      assertThat(decision)
          .as(stage)
          .isEqualTo(
              new FailureDecision(
                  Action.END,
                  FailureKind.REFUSED,
                  "HTTP " + status + ", \"no processor for this connector\"",
                  Duration.ZERO,
                  false,
                  false,
                  null,
                  decision.ending()));
      assertThat(decision.isEnd()).isTrue();
      assertThat(decision.ending().stage()).isEqualTo("FAILED");
      assertThat(decision.ending().status()).isEqualTo(run.status());
      assertThat(decision.ending().reason())
          .startsWith("LeanIX refused to ")
          .endsWith(": HTTP " + status + ", \"no processor for this connector\".");
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalNeverEndsARunThatLeanixHasFinished(int status) {
    RunFailures withoutLedger = new RunFailures(null, delays);
    RunProgress run = Runs.finished().withFailingSince(longAgo()).build();

    for (FailureDecision decision :
        List.of(
            decide((Run) run, refusal(status, "no such run")),
            withoutLedger.decideWithoutLedger(run, POLICY, refusal(status, "no such run")))) {
      assertThat(decision.isRetry()).isTrue();
      assertThat(decision.kind()).isEqualTo(FailureKind.REFUSED);
      assertThat(decision.delay()).isEqualTo(MAX_DELAY);
      assertThat(decision.description())
          .startsWith("LeanIX finished the run run-1, but refuses to return its results: HTTP ")
          .contains("\"no such run\"")
          .endsWith("Do not drop the file again");
    }
  }

  @Test
  void aRunWhoseLdifIsOnAnotherNodeWaitsForThatNodeAndFailsAfterTheTimeout() {
    Exception missing = new MissingFileException("The LDIF is in the work folder of node-1");

    FailureDecision first = decide(Runs.received().build(), missing);
    FailureDecision last = decide(Runs.received().withFailingSince(longAgo()).build(), missing);

    assertThat(first.isRetry()).isTrue();
    assertThat(first.kind().attention()).isEqualTo(FailureKind.Attention.AT_ONCE);
    assertThat(first.description()).isEqualTo("The LDIF is in the work folder of node-1");
    assertThat(last.ending().stage()).isEqualTo("FAILED");
    assertThat(last.ending().reason())
        .isEqualTo(
            "The run could not be created for more than 6h (leanix.run.timeout): The LDIF is in the work folder of node-1.");
    assertThat(last.ending().advice())
        .isEqualTo("LeanIX has not executed the run. Send the LDIF again.");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anIntermediaryIsNamedAndEndsNoRun(int status) {
    for (String stage : STAGES) {
      FailureDecision decision =
          decide(Runs.at(stage).build(), answer(status, "<html><title> Access\ndenied</title>"));

      assertThat(decision.isRetry()).as(stage).isTrue();
      assertThat(decision.kind()).isEqualTo(FailureKind.INTERMEDIARY);
      assertThat(decision.description())
          .startsWith(
              "acme.leanix.net answered with HTTP %d and the page \"Access denied\", which is not an answer of LeanIX. Check leanix.base-url"
                  .formatted(status));
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalEndsAConfiguration(int status) {
    FailureDecision decision = decide(Runs.configuration().build(), refusal(status, ""));

    assertThat(decision.isEnd()).isTrue();
    assertThat(decision.ending().reason())
        .startsWith("LeanIX refused to store the processor configuration: HTTP " + status);
  }

  @Test
  void aRefusedApiTokenLetsEachRunWaitForTheLongestDelay() {
    Exception failure = new ApiTokenRefusedException("The API token is invalid");

    for (String stage : STAGES) {
      for (Instant since : new Instant[] {null, longAgo()}) {
        assertThat(decide(Runs.at(stage).withFailingSince(since).build(), failure))
            .as(stage)
            .isEqualTo(
                new FailureDecision(
                    Action.WAIT_FOR_TOKEN,
                    FailureKind.API_TOKEN,
                    "The API token is invalid",
                    // the jitter adds half of 10 %
                    MAX_DELAY.multipliedBy(105).dividedBy(100),
                    false,
                    false,
                    clock.instant(),
                    null));
      }
    }
  }

  static Stream<Arguments> failuresOfLedgerAndProgram() {
    return Stream.of(
        arguments(FailureKind.LEDGER, new SQLException("database is locked")),
        arguments(
            FailureKind.LEDGER,
            new SQLException("no connection", new ConnectException("Connection refused"))),
        arguments(FailureKind.LEDGER, new IllegalStateException(new SQLException("locked"))),
        arguments(FailureKind.PROGRAM, new IllegalStateException("an error in the program")),
        arguments(FailureKind.PROGRAM, new NullPointerException()));
  }

  @ParameterizedTest
  @MethodSource("failuresOfLedgerAndProgram")
  void aFailureOfTheLedgerOrTheProgramIsRethrown(FailureKind kind, Exception failure) {
    for (String stage : STAGES) {
      Run run = Runs.at(stage).withFailingSince(longAgo()).build();
      FailureDecision decision = decide(run, failure);

      assertThat(decision.isRethrow()).as(stage).isTrue();
      assertThat(decision.kind()).isEqualTo(kind);
      assertThat(decision.ending()).isNull();
      assertThat(decision.isEnd() || decision.isRetry()).isFalse();
      assertThat(runFailures.isDecidable(run, CHANNEL, BEARER, failure, context)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void aFailureWithoutARunOrAChannelIsRethrown(FailureKind kind, Exception failure) {
    Run run = Runs.created().build();

    assertThat(runFailures.decide(null, CHANNEL, BEARER, failure))
        .isEqualTo(
            new FailureDecision(
                Action.RETHROW,
                kind,
                runFailures.describe(failure),
                null,
                false,
                false,
                null,
                null));
    assertThat(runFailures.decide(run, null, BEARER, failure).isRethrow()).isTrue();
    assertThat(runFailures.isDecidable(null, CHANNEL, BEARER, failure, context)).isFalse();
    assertThat(runFailures.isDecidable(run, null, BEARER, failure, context)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void aFailureOfAClosedRunDoesNotDelayItsLane(FailureKind kind, Exception failure) {
    Run closed = Runs.finished().withClosedAt(clock.instant()).withFailingSince(longAgo()).build();

    assertThat(decide(closed, failure))
        .isEqualTo(
            new FailureDecision(
                Action.RETRY,
                kind,
                runFailures.describe(failure),
                Duration.ZERO,
                false,
                false,
                clock.instant(),
                null));
  }

  @Test
  void aRefusalDoesNotEndAClosedRun() {
    FailureDecision decision =
        decide(Runs.finished().withClosedAt(clock.instant()).build(), refusal(404, ""));

    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.delay()).isZero();
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
  void aRunThatLeanixHasNotFinishedIsGivenUpAfterTheTimeout(String stage, boolean givenUp) {
    Instant limit = clock.instant().minus(TIMEOUT);
    Run atLimit = Runs.at(stage).withFailingSince(limit).build();
    Run overLimit = Runs.at(stage).withFailingSince(limit.minusMillis(1)).build();

    assertThat(decide(atLimit, answer(503, "")).isRetry()).isTrue();
    FailureDecision decision = decide(overLimit, answer(503, "busy"));

    assertThat(decision.isEnd()).isEqualTo(givenUp);
    assertThat(decision.timedOut()).isEqualTo(givenUp);
    assertThat(decision.description()).isEqualTo("HTTP 503, \"busy\"");
    assertThat(decision.delay()).isEqualTo(givenUp ? Duration.ZERO : MAX_DELAY);
    if (givenUp) {
      assertThat(decision.ending().stage()).isEqualTo("FAILED");
      assertThat(decision.ending().status()).isEqualTo(overLimit.status());
      assertThat(decision.ending().reason())
          .isEqualTo(
              "LeanIX gave no usable answer for more than 6h (leanix.run.timeout)."
                  + " Last failure: HTTP 503, \"busy\".");
    } else {
      assertThat(decision.isRetry()).isTrue();
      assertThat(decision.ending()).isNull();
    }
  }

  @Test
  void aConfigurationIsGivenUpAfterTheTimeout() {
    FailureDecision decision =
        decide(Runs.configuration().withFailingSince(longAgo()).build(), answer(503, ""));

    assertThat(decision.timedOut()).isTrue();
    assertThat(decision.ending().advice()).endsWith("back into the processors folder.");
  }

  @Test
  void aRefusalAfterTheTimeoutIsStillARefusal() {
    FailureDecision decision =
        decide(
            Runs.created().withFailingSince(longAgo()).build(),
            refusal("synchronizationRuns/run-1/start?test=false", 422, ""));

    assertThat(decision.timedOut()).isFalse();
    assertThat(decision.ending().reason()).startsWith("LeanIX refused to start the run");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"DISK", "SERVER_ERROR"})
  void aRunIsNotGivenUpBecauseOfADiskError(FailureKind before) {
    Run run = Runs.started().withFailing(longAgo(), before, "the last failure").build();

    assertThat(decide(run, new IOException("No space left on device")).isRetry()).isTrue();
  }

  @Test
  void theTimeOfADiskErrorDoesNotCountForAnotherFailure() {
    Run run = Runs.started().withFailing(longAgo(), FailureKind.DISK, "No space").build();

    assertThat(decide(run, answer(503, "")).isRetry()).isTrue();
  }

  @Test
  void aRunWithoutALedgerIsDecidedInTheSameWay() {
    RunFailures withoutFastRuns = new RunFailures(null, delays);
    RunProgress run = Runs.started().build();
    RunProgress failing = Runs.started().withFailingSince(longAgo()).build();

    assertThat(withoutFastRuns.decideWithoutLedger(run, POLICY, answer(503, "")).isRetry())
        .isTrue();
    assertThat(withoutFastRuns.decideWithoutLedger(failing, POLICY, answer(503, "")).timedOut())
        .isTrue();
    assertThat(withoutFastRuns.decideWithoutLedger(run, POLICY, refusal(422, "")).ending().reason())
        .startsWith("LeanIX refused to return the run's status");
    assertThat(
            withoutFastRuns
                .decideWithoutLedger(run, POLICY, new ApiTokenRefusedException("invalid"))
                .action())
        .isEqualTo(Action.WAIT_FOR_TOKEN);
    assertThat(
            withoutFastRuns
                .decideWithoutLedger(run, POLICY, new IllegalStateException())
                .isRethrow())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "STOPPED"})
  void aRunThatFailedOrWasStoppedInLeanixEnds(String status) {
    Run run = Runs.started().build();
    Ending ending = Endings.endedByLeanix(run, status);

    assertThat(runFailures.decideStatus(run, CHANNEL, status))
        .isEqualTo(
            new FailureDecision(
                Action.END, null, ending.reason(), Duration.ZERO, false, false, null, ending));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CREATED", "SEQUENTIALIZED", "PENDING", "IN_PROGRESS", "FINISHED", "NEW_IN_2030"})
  void anyOtherStatusDoesNotEndTheRunBeforeTheTimeout(String status) {
    Run run = Runs.started().withStartedAt(clock.instant().minus(TIMEOUT)).build();

    assertThat(runFailures.decideStatus(run, CHANNEL, status)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATED", "SEQUENTIALIZED", "PENDING", "IN_PROGRESS", "NEW_IN_2030"})
  void aRunThatTakesLongerThanTheTimeoutEnds(String status) {
    Run run = Runs.started().withStartedAt(longAgo()).build();

    assertThat(runFailures.decideStatus(run, CHANNEL, status).ending())
        .isEqualTo(Endings.timedOut(run, POLICY, status));
  }

  @Test
  void aRunThatFinishesAfterTheTimeoutIsNotEnded() {
    Run run = Runs.started().withStartedAt(longAgo()).build();

    assertThat(runFailures.decideStatus(run, CHANNEL, "FINISHED")).isNull();
  }

  @Test
  void aDescriptionIsWhatLeanixOrTheConnectionReported() {
    assertThat(runFailures.describe(answer(429, "slow down"))).isEqualTo("HTTP 429, \"slow down\"");
    assertThat(runFailures.describe(new SocketException("Connection reset")))
        .isEqualTo("Connection reset");
  }

  @Test
  void aDescriptionNamesTheDiskTheBrokerOrTheHook() {
    IOException full = new IOException("No space left on device");

    assertThat(runFailures.describe(full)).isEqualTo("Disk error: " + NO_SPACE);
    assertThat(runFailures.describe(new UncheckedIOException(full)))
        .isEqualTo("Disk error: " + NO_SPACE);
    assertThat(
            runFailures.describe(new GenericFileOperationFailedException("Cannot store: a", full)))
        .isEqualTo("Cannot store: a: " + NO_SPACE);
    assertThat(runFailures.describe(new UncategorizedJmsException(new JMSException("No credit"))))
        .isEqualTo(
            "The broker did not accept a message: No credit."
                + " Check whether the queue exists and has space");
    assertThat(runFailures.describe(new IOException("Input/output error")))
        .isEqualTo("Disk error: Input/output error. Check the folder and its disk");
    assertThat(runFailures.describe(new GenericFileOperationFailedException("Cannot rename: a")))
        .isEqualTo("Disk error: Cannot rename: a. Check the folder and its disk");
    HookFailedException hook =
        new HookFailedException("direct://mine", new IllegalStateException("not today"));
    assertThat(runFailures.describe(hook)).isEqualTo(hook.getMessage() + ": not today");
    assertThat(decide(Runs.started().build(), hook).description())
        .isEqualTo(hook.getMessage() + ": not today" + HOOK_ADVICE);
    assertThat(hook).hasMessageContaining("direct://mine");
  }

  private FailureDecision decide(Run run, Exception failure) {
    return runFailures.decide(run, CHANNEL, BEARER, failure);
  }

  private Instant longAgo() {
    return clock.instant().minus(TIMEOUT).minusMillis(1);
  }
}
