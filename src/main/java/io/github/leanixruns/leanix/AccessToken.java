package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.settings.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Keeps the one access token that all calls to a workspace share, and renews it a minute before it
 * runs out.
 *
 * <p>It is fetched once for all who wait for it, and where that fails, it fails for all of them. A
 * refused API token is remembered for a while, so that many waiting runs do not ask for each of
 * them, and a server that asks to be left alone is left alone by all of them.
 */
public final class AccessToken {

  private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(1);
  private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

  private final Clock clock;
  private final Duration rememberRefusal;
  private final Callable<JsonNode> tokenCall;
  private final ApiTokenHealthCheck health;
  private String token;
  private Instant renewAt = Instant.MIN;
  private ApiTokenRefusedException refusal;
  private Instant refusalForgottenAt = Instant.MIN;
  private Instant leftAloneUntil = Instant.MIN;
  private volatile int failures;
  private Exception lastFailure;

  /**
   * @param rememberRefusal how long a refusal is believed without asking again
   * @param tokenCall asks LeanIX for a token: {@code {"access_token": …, "expires_in": seconds}}
   */
  public AccessToken(
      Clock clock,
      Duration rememberRefusal,
      ApiTokenHealthCheck health,
      Callable<JsonNode> tokenCall) {
    this.clock = clock;
    this.rememberRefusal = rememberRefusal;
    this.health = health;
    this.tokenCall = tokenCall;
  }

  /**
   * Returns the value of the {@code Authorization} header.
   *
   * @throws ApiTokenRefusedException when LeanIX does not accept the API token
   * @throws Exception when the call for a new token has no usable answer
   */
  public String bearer() throws Exception {
    return bearer(failures);
  }

  /** An endpoint that hangs must not be waited for by one after the other. */
  private synchronized String bearer(int failuresBeforeWaiting) throws Exception {
    if (token == null || !clock.instant().isBefore(renewAt)) {
      if (failures != failuresBeforeWaiting) {
        throw lastFailure;
      }
      renew();
    }
    return "Bearer " + token;
  }

  /**
   * Forgets a token that LeanIX has answered with 401, unless it was replaced in the meantime.
   *
   * @param bearer the header's value that was refused
   */
  public synchronized void discard(@Variable("bearer") String bearer) {
    if (token != null && bearer.equals("Bearer " + token)) {
      token = null;
    }
  }

  private void renew() throws Exception {
    try {
      fetch();
    } catch (Exception e) {
      lastFailure = e;
      failures++;
      throw e;
    }
  }

  private void fetch() throws Exception {
    if (refusal != null && clock.instant().isBefore(refusalForgottenAt)) {
      throw refusal;
    }
    if (clock.instant().isBefore(leftAloneUntil)) {
      throw new TokenRateLimitedException(leftAloneUntil);
    }
    try {
      accept(tokenCall.call());
      health.accepted();
    } catch (ApiTokenRefusedException e) {
      refusal = e;
      refusalForgottenAt = clock.instant().plus(rememberRefusal);
      health.refused(e.getMessage());
      throw e;
    } catch (HttpOperationFailedException e) {
      leftAloneUntil = RetryAfter.of(e, clock).map(clock.instant()::plus).orElse(Instant.MIN);
      throw e;
    }
  }

  private void accept(JsonNode answer) throws InvalidAnswerException {
    String text = answer == null ? "" : answer.path("access_token").asText("");
    if (text.isBlank()) {
      throw new InvalidAnswerException("LeanIX's answer has no \"access_token\"");
    }
    Secrets.hideAccessToken(text);
    token = text;
    refusal = null;
    long seconds = answer.path("expires_in").asLong(0);
    Duration lifetime = Duration.ofSeconds(Math.min(seconds, MOST_SECONDS));
    renewAt = clock.instant().plus(lifetime).minus(earlier(lifetime));
  }

  /** A token that lives for less than two minutes must be used all the same. */
  private static Duration earlier(Duration lifetime) {
    Duration half = lifetime.dividedBy(2);
    return half.compareTo(BEFORE_EXPIRY) < 0 ? half : BEFORE_EXPIRY;
  }
}
