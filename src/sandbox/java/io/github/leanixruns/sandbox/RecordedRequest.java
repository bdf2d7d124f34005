package io.github.leanixruns.sandbox;

import java.time.Instant;

/**
 * Tells of one request that the sandbox was asked, recorded just before it is answered.
 *
 * @param at when the request arrived
 * @param runId the run it was about or created, null if none
 * @param status the HTTP status answered, {@link #CUT} where the connection was cut instead
 */
public record RecordedRequest(Call call, Instant at, String runId, int status) {
  /** Stands where an answer was cut off, wholly or halfway. */
  public static final int CUT = 0;

  public boolean cut() {
    return status == CUT;
  }
}
