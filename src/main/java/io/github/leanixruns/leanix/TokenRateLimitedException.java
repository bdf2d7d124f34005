package io.github.leanixruns.leanix;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says that the token endpoint asked to be left alone for a while, and is. */
public final class TokenRateLimitedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Instant until;

  TokenRateLimitedException(Instant until) {
    super(
        "LeanIX asks not to be asked for an access token before "
            + until.truncatedTo(ChronoUnit.SECONDS));
    this.until = until;
  }

  Instant until() {
    return until;
  }
}
