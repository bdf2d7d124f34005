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
 * Keeps the access token that all calls to a workspace share, and renews it a minute before it
 * expires.
 *
 * <p>Concurrent callers share one request and its failure. A refusal of the API token is cached for
 * a while, so that waiting runs do not all request a token, and a {@code Retry-After} of the token
 * endpoint holds for all callers.
 */
public final class AccessToken {

  private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(1);
  private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();
  private static final long UNKNOWN_SECONDS = Duration.ofMinutes(5).toSeconds();

  private final Clock clock;
  private final Duration refusalCacheTime;
  private final Callable<JsonNode> tokenCall;
  private final ApiTokenHealthCheck health;
  private String token;
  private Instant renewAt = Instant.MIN;
  private ApiTokenRefusedException refusal;
  private Instant refusalCachedUntil = Instant.MIN;
  private Instant retryNotBefore = Instant.MIN;
  private volatile int failures;
  private Exception lastFailure;

  /**
   * @param refusalCacheTime how long a refusal is cached
   * @param tokenCall requests a token from LeanIX: {@code {"access_token": …, "expires_in":
   *     seconds}}
   */
  public AccessToken(
      Clock clock,
      Duration refusalCacheTime,
      ApiTokenHealthCheck health,
      Callable<JsonNode> tokenCall) {
    this.clock = clock;
    this.refusalCacheTime = refusalCacheTime;
    this.health = health;
    this.tokenCall = tokenCall;
  }

  /**
   * Returns the value of the {@code Authorization} header.
   *
   * @throws ApiTokenRefusedException if LeanIX refuses the API token
   * @throws Exception if the request for a new token has no usable answer
   */
  public String bearer() throws Exception {
    return bearer(failures);
  }

  /** If the endpoint hangs, callers that waited fail together instead of one after the other. */
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
   * Discards a token that LeanIX answered with 401, unless it has been replaced.
   *
   * @param bearer the value of the header that was refused
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
    if (refusal != null && clock.instant().isBefore(refusalCachedUntil)) {
      throw refusal;
    }
    if (clock.instant().isBefore(retryNotBefore)) {
      throw new RateLimitedException(Duration.between(clock.instant(), retryNotBefore));
    }
    try {
      accept(tokenCall.call());
      health.accepted();
    } catch (ApiTokenRefusedException e) {
      refusal = e;
      refusalCachedUntil = clock.instant().plus(refusalCacheTime);
      health.refused(e.getMessage());
      throw e;
    } catch (HttpOperationFailedException e) {
      retryNotBefore = RetryAfter.of(e, clock).map(clock.instant()::plus).orElse(Instant.MIN);
      throw e;
    }
  }

  private void accept(JsonNode answer) throws InvalidAnswerException {
    String text = answer == null ? null : answer.path("access_token").textValue();
    // anything else cannot be sent in a header
    if (text == null || !text.matches("[!-~]++")) {
      throw new InvalidAnswerException("LeanIX's answer has no \"access_token\"");
    }
    Secrets.hideAccessToken(text);
    token = text;
    refusal = null;
    Duration lifetime = lifetime(answer.path("expires_in"));
    renewAt = clock.instant().plus(lifetime).minus(renewalMargin(lifetime));
  }

  /** Without a lifetime in the answer, a token is used for a few minutes. */
  private static Duration lifetime(JsonNode expiresIn) {
    long seconds = expiresIn.isNumber() ? expiresIn.asLong() : 0;
    return Duration.ofSeconds(seconds > 0 ? Math.min(seconds, MAX_SECONDS) : UNKNOWN_SECONDS);
  }

  /** A token that is valid for less than two minutes is used for half of its time. */
  private static Duration renewalMargin(Duration lifetime) {
    Duration half = lifetime.dividedBy(2);
    return half.compareTo(BEFORE_EXPIRY) < 0 ? half : BEFORE_EXPIRY;
  }
}
