package io.github.leanixruns.sandbox;

import java.time.Instant;

/**
 * Describes one request, recorded just before it is answered.
 *
 * @param at when the request arrived
 * @param runId the run that it used or created, or null
 * @param traceparent the header of this name, or null
 * @param status the HTTP status of the answer, or {@link #CUT} if the connection was cut
 */
public record RecordedRequest(Call call, Instant at, String runId, String traceparent, int status) {
  /** The status of an answer that was not sent, or only in part. */
  public static final int CUT = 0;

  public boolean cut() {
    return status == CUT;
  }
}
