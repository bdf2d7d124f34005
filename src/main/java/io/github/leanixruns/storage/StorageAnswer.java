package io.github.leanixruns.storage;

import io.github.leanixruns.leanix.InvalidAnswerException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * The header of an answer of LeanIX's storage to a request for results.
 *
 * @param etag identifies the version of the results
 * @param contentRange the bytes in the answer
 * @param hasLength whether the length of the answer is known
 */
record StorageAnswer(int status, String etag, String contentRange, boolean hasLength) {

  private static final Pattern WHOLE = Pattern.compile("bytes 0-(\\d{1,18})/(\\d{1,18})");
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  static StorageAnswer of(Map<String, Object> headers) {
    return new StorageAnswer(
        (int) headers.get(Exchange.HTTP_RESPONSE_CODE),
        String.valueOf(headers.get("ETag")),
        String.valueOf(headers.get("Content-Range")),
        headers.get("Content-Length") != null);
  }

  /** Tells whether the answer begins with these bytes of the results. */
  boolean beginsAt(long position) {
    return status == PARTIAL_CONTENT && contentRange.startsWith("bytes " + position + "-");
  }

  /** Tells whether the answer holds these bytes of results of this version and size. */
  boolean isRange(long from, long end, long size, String version) {
    return status == PARTIAL_CONTENT
        && etag.equals(version)
        && contentRange.equals(String.format(Locale.ROOT, "bytes %d-%d/%d", from, end - 1, size));
  }

  /** Tells whether the answer holds all of the results. */
  boolean isWhole() {
    return status == OK || rangedSize() > 0;
  }

  /** Returns the size of the results if they were sent as a range, or 0. */
  long rangedSize() {
    Matcher whole = WHOLE.matcher(contentRange);
    boolean matches =
        status == PARTIAL_CONTENT
            && whole.matches()
            && Long.parseLong(whole.group(1)) + 1 == Long.parseLong(whole.group(2));
    return matches ? Long.parseLong(whole.group(2)) : 0;
  }

  /**
   * Tells whether the rest can be requested later. A weak ETag does not guarantee the same bytes,
   * and an answer without a length may be decoded: a range counts the bytes before that.
   */
  boolean isResumable() {
    return etag.startsWith("\"") && hasLength;
  }

  InvalidAnswerException otherBytes() {
    return new InvalidAnswerException(
        String.format(
            Locale.ROOT,
            "LeanIX's storage did not return the requested bytes of the results (HTTP %d)",
            status));
  }
}
