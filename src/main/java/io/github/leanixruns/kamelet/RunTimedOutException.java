package io.github.leanixruns.kamelet;

import java.time.Duration;
import java.util.Locale;

/** Thrown if a run takes too long, or LeanIX is unavailable for too long. */
public final class RunTimedOutException extends RunException {

  private static final long serialVersionUID = 1L;

  static RunTimedOutException after(Duration timeout, String reason, OpenRun run) {
    String duration = timeout.toString().substring(2).toLowerCase(Locale.ROOT);
    return new RunTimedOutException(
        String.format(Locale.ROOT, "%s (after more than %s)%s", reason, duration, mayHaveRun(run)),
        run.runId(),
        run.status());
  }

  RunTimedOutException(String message, String runId, String status) {
    super(message, runId, status);
  }
}
