package io.github.leanixruns.http;

import io.github.leanixruns.settings.Settings;

/**
 * How many requests are sent to LeanIX's storage at the same time.
 *
 * @param steps how many transfers there are at most, one for each step
 * @param uploads requests of an upload
 * @param downloads requests of a download
 */
public record TransferLimits(int steps, int uploads, int downloads) {

  /** The largest value of the settings. */
  private static final int MAX_PARALLEL = 32;

  /** Reads the settings. */
  public static TransferLimits of(Settings settings) {
    return new TransferLimits(
        settings.number("leanix.run.threads", 1, 1_000),
        settings.number("leanix.upload.parallel", 1, MAX_PARALLEL),
        settings.number("leanix.download.parallel", 1, MAX_PARALLEL));
  }

  /** Returns the maximum for all transfers. */
  public int all() {
    return steps * Math.max(uploads, downloads);
  }
}
