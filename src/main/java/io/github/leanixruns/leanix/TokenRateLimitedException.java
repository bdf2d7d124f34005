package io.github.leanixruns.leanix;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Thrown until the time in a {@code Retry-After} of the token endpoint has passed. */
public final class TokenRateLimitedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Instant until;

  TokenRateLimitedException(Instant until) {
    super(
        "LeanIX allows the next request for an access token at "
            + until.truncatedTo(ChronoUnit.SECONDS));
    this.until = until;
  }

  Instant until() {
    return until;
  }
}
