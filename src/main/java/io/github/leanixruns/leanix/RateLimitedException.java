package io.github.leanixruns.leanix;

import java.io.IOException;
import java.time.Duration;

/** Thrown instead of a request while LeanIX wants a pause after an answer 429. */
public final class RateLimitedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Duration remaining;

  RateLimitedException(Duration remaining) {
    super("LeanIX allows the next request in " + remaining.plusMillis(999).toSeconds() + " s");
    this.remaining = remaining;
  }

  Duration remaining() {
    return remaining;
  }
}
