package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REMEMBER = Duration.ofSeconds(30);

  private final LogLines log = new LogLines("leanix-api");
  private final SettableClock clock = new SettableClock();
  private final ApiTokenHealthCheck health = new ApiTokenHealthCheck("api-token", clock);
  private final Deque<Callable<JsonNode>> script = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AccessToken accessToken =
      new AccessToken(clock, REMEMBER, health, this::nextAnswer);

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void aTokenIsFetchedOnceAndKept() throws Exception {
    script.add(token("a", 3600));

    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    assertThat(calls).hasValue(1);
  }

  @Test
  void oneCallServesAllWhoWait() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    script.add(
        () -> {
          assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
          return token("a", 3600).call();
        });
    List<FutureTask<String>> results = askTogether();

    answered.countDown();

    for (FutureTask<String> result : results) {
      assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("Bearer a");
    }
    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"3600, 3540", "121, 61", "120, 60", "60, 30", "10, 5", "1, 0.5"})
  void aTokenIsRenewedAMinuteBeforeItExpiresOrHalfwayWhereThatIsLater(
      long expiresIn, double renewedAfterSeconds) throws Exception {
    script.add(token("a", expiresIn));
    script.add(token("b", expiresIn));
    accessToken.bearer();

    clock.advance(Duration.ofMillis((long) (renewedAfterSeconds * 1_000) - 1));
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    clock.advance(Duration.ofMillis(1));
    assertThat(accessToken.bearer()).isEqualTo("Bearer b");
    assertThat(calls).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"a\"}",
        "{\"access_token\":\"a\",\"expires_in\":0}",
        "{\"access_token\":\"a\",\"expires_in\":-5}",
        "{\"access_token\":\"a\",\"expires_in\":0.5}",
        "{\"access_token\":\"a\",\"expires_in\":null}",
        "{\"access_token\":\"a\",\"expires_in\":\"soon\"}",
        "{\"access_token\":\"a\",\"expires_in\":\"3599\"}",
        "{\"access_token\":\"a\",\"expires_in\":[3599]}",
      })
  void aTokenOfUnknownLifetimeIsRenewedBeforeFiveMinutesHavePassed(String answer) throws Exception {
    script.add(() -> JSON.readTree(answer));
    script.add(token("b", 3600));

    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    clock.advance(Duration.ofMinutes(4).minusMillis(1));
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    clock.advance(Duration.ofMillis(1));
    assertThat(accessToken.bearer()).isEqualTo("Bearer b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":7}",
        "{\"access_token\":[\"a\"]}",
        "{\"access_token\":\"a b\"}",
        "{\"access_token\":\"a\\r\\nX-Header: b\"}",
        "[]",
        "7",
        "null",
      })
  void anAnswerWithoutATokenForAHeaderIsInvalid(String answer) {
    script.add(() -> JSON.readTree(answer));

    assertThatThrownBy(accessToken::bearer)
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX's answer has no \"access_token\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "1e300", "99999999999999999999"})
  void aTokenThatNeverExpiresIsKept(String expiresIn) throws Exception {
    script.add(() -> JSON.readTree("{\"access_token\":\"a\",\"expires_in\":" + expiresIn + "}"));

    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
  }

  @Test
  void aDiscardedTokenIsReplaced() throws Exception {
    script.add(token("a", 3600));
    script.add(token("b", 3600));

    accessToken.discard(accessToken.bearer());

    assertThat(accessToken.bearer()).isEqualTo("Bearer b");
  }

  @Test
  void aTokenThatWasReplacedInTheMeantimeIsNotDiscardedAgain() throws Exception {
    script.add(token("a", 3600));
    script.add(token("b", 3600));
    String first = accessToken.bearer();
    accessToken.discard(first);
    accessToken.discard(first);
    assertThat(accessToken.bearer()).isEqualTo("Bearer b");

    accessToken.discard(first);

    assertThat(accessToken.bearer()).isEqualTo("Bearer b");
    assertThat(calls).hasValue(2);
  }

  @Test
  void aRefusalIsRememberedForAWhileAndThenAskedAgain() throws Exception {
    script.add(refusal("one"));
    script.add(refusal("two"));
    script.add(token("a", 3600));

    assertRefused("one");
    clock.advance(REMEMBER.minusMillis(1));
    assertRefused("one");
    assertThat(calls).hasValue(1);
    clock.advance(Duration.ofMillis(1));
    assertRefused("two");
    assertRefused("two");
    assertThat(calls).hasValue(2);
    clock.advance(REMEMBER);
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
  }

  @Test
  void healthGoesDownWithARefusalAndUpWithTheNextToken() throws Exception {
    script.add(refusal("Wrong token."));
    script.add(token("a", 3600));

    assertRefused("Wrong token.");
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(health.call().getMessage()).contains("Wrong token.");
    clock.advance(REMEMBER);
    accessToken.bearer();
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void aFailureInPassingIsNotRememberedAndSaysNothingAboutTheToken() throws Exception {
    script.add(
        () -> {
          throw new IOException("cut off");
        });
    script.add(token("a", 3600));

    assertThatThrownBy(accessToken::bearer).isInstanceOf(IOException.class).hasMessage("cut off");
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
  }

  @Test
  void aServerThatAsksToBeLeftAloneIsLeftAloneByAll() throws Exception {
    script.add(
        () -> {
          throw HttpAnswers.answer(429, Map.of("Retry-After", "7"), "");
        });
    script.add(token("a", 3600));

    assertThatThrownBy(accessToken::bearer).isInstanceOf(HttpOperationFailedException.class);
    clock.advance(Duration.ofMillis(6_999));
    assertThatThrownBy(accessToken::bearer)
        .isInstanceOf(RateLimitedException.class)
        .satisfies(
            failure -> assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.RATE_LIMITED))
        .satisfies(
            failure ->
                assertThat(RetryAfter.of((Exception) failure, clock))
                    .hasValue(Duration.ofMillis(1)))
        .hasMessage("LeanIX allows the next request in 1 s");
    assertThat(calls).hasValue(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void aServerThatDoesNotAskForItIsAskedAgainAtOnce() throws Exception {
    script.add(
        () -> {
          throw HttpAnswers.answer(503, "");
        });
    script.add(token("a", 3600));

    assertThatThrownBy(accessToken::bearer).isInstanceOf(HttpOperationFailedException.class);
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "\"a\"",
        "{\"access_token\":null}",
        "{\"access_token\":\" \"}",
        "{\"access_token\":{}}",
        "{\"token\":\"a\"}"
      })
  void anAnswerWithoutATokenIsNoAnswer(String answer) throws Exception {
    script.add(() -> JSON.readTree(answer));
    script.add(() -> null);
    script.add(token("a", 3600));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(accessToken::bearer)
          .isInstanceOf(InvalidAnswerException.class)
          .hasMessage("LeanIX's answer has no \"access_token\"");
    }
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
  }

  private JsonNode nextAnswer() throws Exception {
    calls.incrementAndGet();
    return script.remove().call();
  }

  /** Has one ask for a token and fifteen others wait for it. */
  private List<FutureTask<String>> askTogether() {
    List<FutureTask<String>> results =
        Collections.nCopies(16, accessToken).stream()
            .map(shared -> new FutureTask<>(shared::bearer))
            .toList();
    List<Thread> threads = new ArrayList<>(results.stream().map(Thread::new).toList());
    threads.forEach(Thread::start);
    await()
        .until(
            () ->
                threads.stream().filter(t -> t.getState() == Thread.State.BLOCKED).count() == 15
                    && calls.get() == 1);
    return results;
  }

  private void assertRefused(String words) {
    assertThatThrownBy(accessToken::bearer)
        .isInstanceOf(ApiTokenRefusedException.class)
        .hasMessage(words);
  }

  private static Callable<JsonNode> token(String token, long expiresIn) {
    return () -> JSON.createObjectNode().put("access_token", token).put("expires_in", expiresIn);
  }

  private static Callable<JsonNode> refusal(String words) {
    return () -> {
      throw new ApiTokenRefusedException(words);
    };
  }

  @Test
  void whoWaitedForACallThatFailedFailsWithIt() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    IOException timedOut = new IOException("timed out");
    script.add(
        () -> {
          assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
          throw timedOut;
        });
    List<FutureTask<String>> results = askTogether();

    hangs.countDown();

    for (FutureTask<String> result : results) {
      assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS)).hasCause(timedOut);
    }
    assertThat(calls).hasValue(1);
    script.add(token("a", 3600));
    assertThat(accessToken.bearer()).isEqualTo("Bearer a");
  }
}
