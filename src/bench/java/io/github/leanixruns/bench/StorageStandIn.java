package io.github.leanixruns.bench;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A minimal substitute for LeanIX's storage, which discards uploads and has the same results for all. */
final class StorageStandIn {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final String ETAG = "\"1\"";
  private static final int BUFFER_BYTES = 1 << 16;

  private final long bytesPerSecond;
  private final AtomicLong bytesReceived = new AtomicLong();
  private volatile ResultBytes results;

  /**
   * @param bytesPerSecond the rate of each connection, or 0 without a limit
   */
  StorageStandIn(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  void enableResults(long bytes) {
    results = new ResultBytes(bytes);
  }

  boolean hasResults() {
    return results != null;
  }

  long bytesReceived() {
    return bytesReceived.get();
  }

  void answer(HttpExchange call) throws IOException {
    if (call.getRequestMethod().equals("PUT")) {
      discard(call.getRequestBody());
      call.sendResponseHeaders(201, -1);
    } else {
      send(call);
    }
  }

  private void discard(InputStream in) throws IOException {
    Rate rate = new Rate();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      bytesReceived.addAndGet(count);
      rate.await(count);
    }
  }

  private void send(HttpExchange call) throws IOException {
    String requested = call.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(requested == null ? "" : requested);
    boolean partial = range.matches();
    long size = results.length();
    long from = partial ? Long.parseLong(range.group(1)) : 0;
    long to = partial && !range.group(2).isEmpty() ? Long.parseLong(range.group(2)) + 1 : size;
    call.getResponseHeaders().set("ETag", ETAG);
    if (partial) {
      call.getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, size));
    }
    call.sendResponseHeaders(partial ? 206 : 200, to - from);
    Rate rate = new Rate();
    OutputStream out = call.getResponseBody();
    for (long at = from; at < to; at += BUFFER_BYTES) {
      long end = Math.min(to, at + BUFFER_BYTES);
      results.writeTo(out, at, end);
      rate.await(end - at);
    }
    out.close();
  }

  /** Limits the rate of a request. A connection has one request at a time. */
  private final class Rate {

    private final long start = System.nanoTime();
    private long bytes;

    void await(long more) throws IOException {
      if (bytesPerSecond == 0) {
        return;
      }
      bytes += more;
      long ahead = start + bytes * 1_000_000_000 / bytesPerSecond - System.nanoTime();
      if (ahead > 0) {
        try {
          TimeUnit.NANOSECONDS.sleep(ahead);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }
    }
  }
}
