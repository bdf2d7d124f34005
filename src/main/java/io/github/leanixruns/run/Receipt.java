package io.github.leanixruns.run;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The receipt of a run.
 *
 * @param json the receipt's text, without secrets
 * @param closedAt the time that the receipt and the ledger give for the end of a delivered run
 */
public record Receipt(String json, Instant closedAt) {

  /** Returns the text in UTF-8. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the time as the ledger stores it, in milliseconds since 1970. */
  public long closedAtMillis() {
    return closedAt.toEpochMilli();
  }
}
